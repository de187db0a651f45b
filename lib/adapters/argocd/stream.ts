import type { Agent, IncomingMessage } from "node:http";
import { clientOf, OutsideError, unreachable } from "@/lib/adapters/outbound/http-call";
import type { StreamEvent } from "@/lib/ports";
import { createEventReader } from "./event-lines";
import { failureOf } from "./failure";
import { observedApplication } from "./mapping";
import { wireApplication, wireFrame } from "./wire";

/** A heartbeat comes every 15 s once there are headers; three missed ones mean that nobody is there. */
const SILENCE_MS = 45_000;

const APPLICATION = "result.application";
/** Not metadata.resourceVersion: it would defeat the server's suppression of equal events (decisions.md 3). */
const FIELDS = [
  "result.type",
  ...["name", "namespace", "uid", "labels", "annotations", "deletionTimestamp"].map(
    (key) => `${APPLICATION}.metadata.${key}`,
  ),
  `${APPLICATION}.spec.project`,
  `${APPLICATION}.spec.source`,
  `${APPLICATION}.spec.destination`,
  `${APPLICATION}.spec.syncPolicy`,
  ...["sync", "health", "history", "operationState", "conditions", "resources", "summary"].map(
    (key) => `${APPLICATION}.status.${key}`,
  ),
  `${APPLICATION}.operation`,
].join(",");

export type StreamOptions = {
  base: URL;
  headers: Record<string, string>;
  agent: Agent;
  signal: AbortSignal;
  onBytes: () => void;
};

/**
 * Follows the applications' event stream. Headers may take for ever and that is no failure (contract 3.1); silence after
 * them is. Throws OutsideError when it ends for any reason but the caller's signal.
 */
export async function* applicationStream(options: StreamOptions): AsyncGenerator<StreamEvent> {
  const url = new URL(`${options.base.pathname.replace(/\/$/, "")}/api/v1/stream/applications`, options.base);
  url.searchParams.set("fields", FIELDS);
  const response = await open(url, options);
  if (response === null) return;
  if (response.statusCode !== 200) throw new OutsideError(failureOf(await wholeError(response)));
  const reader = createEventReader();
  const watchdog = silenceAfter(response);
  try {
    for await (const chunk of response) {
      watchdog.refresh();
      options.onBytes();
      for (const data of reader.push(chunk as Buffer)) yield eventOf(data);
    }
  } catch (error) {
    if (options.signal.aborted) return;
    throw error instanceof OutsideError ? error : unreachable(error instanceof Error ? error : new Error("unknown"));
  } finally {
    clearTimeout(watchdog);
    response.destroy();
  }
  if (!options.signal.aborted) throw ended("The event stream ended.");
}

function silenceAfter(response: IncomingMessage): NodeJS.Timeout {
  return setTimeout(() => response.destroy(ended("The event stream fell silent.")), SILENCE_MS);
}

function ended(detail: string): OutsideError {
  return new OutsideError({ kind: "unreachable", status: null, detail });
}

function open(url: URL, { headers, agent, signal }: StreamOptions): Promise<IncomingMessage | null> {
  return new Promise((resolve, reject) => {
    const request = clientOf(url).get(
      url,
      { headers: { ...headers, accept: "text/event-stream" }, agent, signal },
      resolve,
    );
    request.on("error", (error) => (signal.aborted ? resolve(null) : reject(unreachable(error))));
  });
}

async function wholeError(response: IncomingMessage) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > 100_000) break;
  }
  const body = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^data:\s*/, "")
    .trim();
  const status = response.statusCode ?? 0;
  return { status, contentType: "application/json", body: unwrap(body) };
}

/** A stream's error stands in an envelope of its own shape: {"error":{"grpc_code","http_code","message"}} (contract 3.1). */
function unwrap(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (parsed !== null && typeof parsed === "object" && "error" in parsed && typeof parsed.error === "object")
      return JSON.stringify(parsed.error);
  } catch {
    return body;
  }
  return body;
}

/** A frame without `result` is an error whose text the projection took away (contract 3.2): the stream is over. */
function eventOf(data: string): StreamEvent {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return { type: "UNREADABLE", detail: "an event was not JSON" };
  }
  const frame = wireFrame.safeParse(parsed);
  if (!frame.success) throw ended("The event stream reported an error.");
  const { type, application } = frame.data.result;
  const read = wireApplication.safeParse(application);
  if (!read.success) return { type: "UNREADABLE", detail: read.error.issues[0]?.path.join(".") ?? "an application" };
  if (type !== "ADDED" && type !== "MODIFIED" && type !== "DELETED")
    return { type: "UNREADABLE", detail: "an unknown event type" };
  return { type, application: observedApplication(read.data) };
}
