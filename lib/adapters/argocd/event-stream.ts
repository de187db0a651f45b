import type { Agent, IncomingMessage } from "node:http";
import {
  clientOf,
  connectionFailed,
  misconfigured,
  OutsideError,
  start,
  unreachable,
} from "@/lib/adapters/outbound/http-call";
import { createEventReader, EventTooLarge } from "./event-lines";
import { failureOf } from "./failure";
import { wireErrorFrame } from "./wire";

export type EventStreamOptions = {
  url: URL;
  headers: Record<string, string>;
  agent: Agent;
  signal: AbortSignal;
  /** At each chunk, heartbeats too. */
  onBytes: () => void;
  onConnected?: () => void;
  /** How long a connection may take to stand, and how long it may be silent once headers came. */
  connectMs: number;
  silenceMs: number;
  /** How long headers may take; left out: for ever, as they wait for the first event (contract 3.1). */
  headersMs?: number;
  /** An event longer than this is none. */
  mostCharacters?: number;
};

/**
 * The data of each event of one event stream, until the other side ends it or `signal` aborts. Silence after its headers
 * is a failure. Throws OutsideError only.
 */
export async function* eventStream(options: EventStreamOptions): AsyncGenerator<string> {
  const response = await open(options);
  if (response === null) return;
  let waiting = true;
  const watchdog = setTimeout(() => {
    if (waiting) response.destroy(unreachable("The event stream fell silent."));
    else watchdog.refresh();
  }, options.silenceMs);
  try {
    if (response.statusCode !== 200) throw new OutsideError(failureOf(await wholeError(response)));
    const type = response.headers["content-type"] ?? "";
    if (!type.startsWith("text/event-stream"))
      throw misconfigured("It answered with something else than an event stream: the address may lack its path.");
    const reader = createEventReader(options.mostCharacters);
    for await (const chunk of response) {
      waiting = false;
      options.onBytes();
      for (const data of reader.push(chunk as Buffer)) yield data;
      waiting = true;
      watchdog.refresh();
    }
  } catch (error) {
    if (options.signal.aborted) return;
    throw streamFailure(error);
  } finally {
    clearTimeout(watchdog);
    response.destroy();
  }
}

/** Undefined stands for what is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a frame without a result means: an error, whose text a projection may have taken away (contract 3.2). */
export function errorFrame(data: string): OutsideError {
  const frame = wireErrorFrame.safeParse(jsonOf(data));
  if (!frame.success) return unreachable("The event stream reported an error.");
  const status = frame.data.error.http_code || 500;
  return new OutsideError(failureOf({ status, contentType: "application/json", body: unwrap(data) }));
}

function streamFailure(error: unknown): OutsideError {
  if (error instanceof EventTooLarge)
    return new OutsideError({ kind: "failed", status: 200, detail: "The event stream sent an event without end." });
  return connectionFailed(error instanceof Error ? error : new Error("unknown"));
}

/** The connection must stand soon, and its other side is probed while it is silent. Null: the caller gave up. */
function open(options: EventStreamOptions): Promise<IncomingMessage | null> {
  const { url, headers, agent, signal, headersMs } = options;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => (signal.aborted ? resolve(null) : reject(connectionFailed(error)));
    const request = start(() => clientOf(url).get(url, { headers, agent, signal }, resolve), fail);
    if (!request) return;
    const late = () => request.destroy(unreachable("It did not answer in time."));
    const connecting = setTimeout(late, options.connectMs);
    const answering = headersMs === undefined ? undefined : setTimeout(late, headersMs);
    request.on("response", () => clearTimeout(answering));
    request.on("error", fail);
    request.on("close", () => {
      clearTimeout(connecting);
      clearTimeout(answering);
    });
    request.on("socket", (socket) => {
      socket.setKeepAlive(true, 30_000);
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        clearTimeout(connecting);
        options.onConnected?.();
      });
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
