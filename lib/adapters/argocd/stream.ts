import type { Agent, IncomingMessage } from "node:http";
import {
  clientOf,
  connectionFailed,
  misconfigured,
  OutsideError,
  start,
  unreachable,
} from "@/lib/adapters/outbound/http-call";
import type { StreamEvent } from "@/lib/ports";
import { createEventReader, EventTooLarge } from "./event-lines";
import { failureOf } from "./failure";
import { observedApplication } from "./mapping";
import { wireApplication, wireErrorFrame, wireFrame } from "./wire";

const APPLICATION = "result.application";
/** Not metadata.resourceVersion: it would defeat the server's suppression of equal events (decisions.md 3). */
const FIELDS = [
  "result.type",
  ...["name", "namespace", "uid", "labels"].map((key) => `${APPLICATION}.metadata.${key}`),
  ...["project", "source", "sources", "syncPolicy"].map((key) => `${APPLICATION}.spec.${key}`),
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
  /** How long a connection may take to stand, and how long it may be silent once headers came. */
  connectMs: number;
  silenceMs: number;
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
  const watchdog = setTimeout(() => response.destroy(unreachable("The event stream fell silent.")), options.silenceMs);
  try {
    if (response.statusCode !== 200) throw new OutsideError(failureOf(await wholeError(response)));
    const type = response.headers["content-type"] ?? "";
    if (!type.startsWith("text/event-stream"))
      throw misconfigured("It answered with something else than an event stream: the address may lack its path.");
    const reader = createEventReader();
    for await (const chunk of response) {
      watchdog.refresh();
      options.onBytes();
      for (const data of reader.push(chunk as Buffer)) yield eventOf(data);
    }
  } catch (error) {
    if (options.signal.aborted) return;
    throw streamFailure(error);
  } finally {
    clearTimeout(watchdog);
    response.destroy();
  }
  if (!options.signal.aborted) throw unreachable("The event stream ended.");
}

function streamFailure(error: unknown): OutsideError {
  if (error instanceof EventTooLarge)
    return new OutsideError({ kind: "failed", status: 200, detail: "The event stream sent an event without end." });
  return connectionFailed(error instanceof Error ? error : new Error("unknown"));
}

/** No time is set for the headers, but the connection must stand soon, and its other side is probed while it is silent. */
function open(url: URL, options: StreamOptions): Promise<IncomingMessage | null> {
  const { agent, signal } = options;
  const headers = { ...options.headers, accept: "text/event-stream" };
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => (signal.aborted ? resolve(null) : reject(connectionFailed(error)));
    const request = start(() => clientOf(url).get(url, { headers, agent, signal }, resolve), fail);
    if (!request) return;
    const connecting = setTimeout(() => request.destroy(unreachable("It did not answer in time.")), options.connectMs);
    request.on("error", fail);
    request.on("close", () => clearTimeout(connecting));
    request.on("socket", (socket) => {
      socket.setKeepAlive(true, 30_000);
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => clearTimeout(connecting));
    });
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
  const body = Buffer.concat(chunks).toString("utf8");
  const status = response.statusCode ?? 0;
  const type = response.headers["content-type"] ?? "";
  if (!type.startsWith("text/event-stream")) return { status, contentType: type, body: unwrap(body) };
  return { status, contentType: "application/json", body: unwrap(body.replace(/^data:\s*/, "").trim()) };
}

/** A stream's error stands in an envelope of its own shape: {"error":{"grpc_code","http_code","message"}} (contract 3.1). */
function unwrap(body: string): string {
  const frame = wireErrorFrame.safeParse(jsonOf(body));
  return frame.success ? JSON.stringify(frame.data.error) : body;
}

/** Undefined stands for what is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A frame without `result` is an error whose text the projection took away (contract 3.2): the stream is over. */
function eventOf(data: string): StreamEvent {
  const parsed = jsonOf(data);
  if (parsed === undefined) return { type: "UNREADABLE", detail: "an event was not JSON" };
  const frame = wireFrame.safeParse(parsed);
  if (!frame.success) throw errorFrame(data, parsed);
  const { type, application } = frame.data.result;
  const read = wireApplication.safeParse(application);
  if (!read.success) return { type: "UNREADABLE", detail: read.error.issues[0]?.path.join(".") || "an application" };
  if (type !== "ADDED" && type !== "MODIFIED" && type !== "DELETED")
    return { type: "UNREADABLE", detail: "an event of an unknown type" };
  return { type, application: observedApplication(read.data) };
}

function errorFrame(data: string, parsed: unknown): OutsideError {
  const frame = wireErrorFrame.safeParse(parsed);
  if (!frame.success) return unreachable("The event stream reported an error.");
  const status = frame.data.error.http_code || 500;
  return new OutsideError(failureOf({ status, contentType: "application/json", body: unwrap(data) }));
}
