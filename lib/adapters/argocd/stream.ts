import type { Agent } from "node:http";
import { unreachable } from "@/lib/adapters/outbound/http-call";
import type { StreamEvent } from "@/lib/ports";
import type { Asking } from "./asking";
import { errorFrame, eventStream, jsonOf } from "./event-stream";
import { observedApplication } from "./mapping";
import { wireApplication, wireFrame } from "./wire";

const APPLICATION = "result.application";
/** Not metadata.resourceVersion: it would defeat the server's suppression of equal events (decisions.md 3). */
const FIELDS = [
  "result.type",
  ...["name", "namespace", "uid", "labels", "annotations", "deletionTimestamp"].map(
    (key) => `${APPLICATION}.metadata.${key}`,
  ),
  ...["project", "source", "sources", "destination", "syncPolicy"].map((key) => `${APPLICATION}.spec.${key}`),
  ...["sync", "health", "history", "operationState", "conditions", "resources", "summary"].map(
    (key) => `${APPLICATION}.status.${key}`,
  ),
  `${APPLICATION}.operation`,
].join(",");

export type StreamOptions = { to: Asking["streamTo"]; agent: Agent; signal: AbortSignal; onBytes: () => void };

/**
 * Follows the applications' event stream. Headers may take for ever and that is no failure (contract 3.1); silence after
 * them is. Throws OutsideError when it ends for any reason but the caller's signal.
 */
export async function* applicationStream({ to, agent, signal, onBytes }: StreamOptions): AsyncGenerator<StreamEvent> {
  const opening = to("/api/v1/stream/applications", { fields: FIELDS });
  const heard = () => {
    opening.onBytes();
    onBytes();
  };
  for await (const data of eventStream({ ...opening, agent, signal, onBytes: heard })) yield eventOf(data);
  if (!signal.aborted) throw unreachable("The event stream ended.");
}

/** A frame without `result` is an error whose text the projection took away (contract 3.2): the stream is over. */
function eventOf(data: string): StreamEvent {
  const parsed = jsonOf(data);
  if (parsed === undefined) return { type: "UNREADABLE", detail: "an event was not JSON" };
  const frame = wireFrame.safeParse(parsed);
  if (!frame.success) throw errorFrame(data);
  const { type, application } = frame.data.result;
  const read = wireApplication.safeParse(application);
  if (!read.success) return { type: "UNREADABLE", detail: read.error.issues[0]?.path.join(".") || "an application" };
  if (type !== "ADDED" && type !== "MODIFIED" && type !== "DELETED")
    return { type: "UNREADABLE", detail: "an event of an unknown type" };
  return { type, application: observedApplication(read.data) };
}
