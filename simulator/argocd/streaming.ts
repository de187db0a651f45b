import type { ServerResponse } from "node:http";
import type { ApiError } from "./errors";
import type { Call } from "./http";
import { projectGeneric } from "./projection";

const HEARTBEAT = 15_000;

/**
 * One open stream. Nothing is sent, not even headers, before the first message; after it server-sent events get a
 * comment every 15 s of real time (contract 3.1).
 */
export class MessageStream {
  #response: ServerResponse;
  #events: boolean;
  #fields: string | undefined;
  #heartbeat: NodeJS.Timeout | null = null;
  #last = new Map<string, string>();
  #ended: (() => void)[] = [];

  constructor(call: Call) {
    this.#response = call.response;
    this.#events = call.request.headers.accept === "text/event-stream";
    this.#fields = call.query.get("fields") || undefined;
    call.response.on("close", () => this.#stop());
  }

  get closed(): boolean {
    return this.#response.writableEnded || this.#response.destroyed;
  }

  onEnd(work: () => void): void {
    this.#ended.push(work);
  }

  /** Sends a message; an identical one for the same key right after is swallowed. */
  send(result: unknown, key?: string): void {
    if (this.closed) return;
    const envelope = { result };
    const text = JSON.stringify(this.#fields ? projectGeneric(envelope, this.#fields) : envelope);
    if (key !== undefined && this.#last.get(key) === text) return;
    if (key !== undefined) this.#last.set(key, text);
    this.#open(200, true);
    this.#response.write(this.#events ? `data: ${text} \n\n\n` : `${text}\n`);
  }

  /** Ends with an error frame; its HTTP status is the error's when nothing was sent before. */
  fail(error: ApiError): void {
    if (this.closed) return;
    const body = error.streamBody();
    const text = JSON.stringify(this.#fields && !this.#fields.startsWith("-") ? {} : body);
    this.#open(error.httpStatus, false);
    this.#response.end(this.#events ? `data: ${text} \n\n` : `${text}\n`);
  }

  end(): void {
    if (this.closed) return;
    this.#open(200, false);
    this.#response.end();
  }

  /** Cuts the connection without a word, as a proxy or a restart does. */
  drop(): void {
    this.#response.destroy();
    this.#stop();
  }

  #open(status: number, grpc: boolean): void {
    if (this.#response.headersSent) return;
    const common = this.#events
      ? { "content-type": "text/event-stream", "x-content-type-options": "nosniff" }
      : { "content-type": "application/json", vary: "Accept-Encoding" };
    this.#response.writeHead(status, {
      ...common,
      ...(grpc ? { "grpc-metadata-content-type": "application/grpc" } : {}),
    });
    if (!this.#events) return;
    this.#heartbeat = setInterval(() => this.#response.write(":\n"), HEARTBEAT);
    this.#heartbeat.unref();
  }

  #stop(): void {
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    this.#heartbeat = null;
    for (const work of this.#ended.splice(0)) work();
  }
}
