import http from "node:http";
import https from "node:https";
import type { OutsideFailure } from "@/lib/ports";

export type HttpAnswer = { status: number; contentType: string; body: string };

/** What an outside system did not do in the way that was promised; `failure` says how, in words that are safe to show. */
export class OutsideError extends Error {
  constructor(readonly failure: OutsideFailure) {
    super(failure.detail);
    this.name = "OutsideError";
  }
}

export type CallOptions = {
  url: URL;
  headers: Record<string, string>;
  agent: http.Agent | https.Agent;
  timeoutMs: number;
  mostBytes: number;
};

/**
 * One GET, whole. Redirects are not followed: a bearer token would be lost or go astray. Refuses answers larger than
 * `mostBytes` and whatever takes longer than `timeoutMs`.
 */
export function getWhole(options: CallOptions): Promise<HttpAnswer> {
  const { url, headers, agent, timeoutMs, mostBytes } = options;
  return new Promise((resolve, reject) => {
    const request = clientOf(url).get(url, { headers, agent, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBytes) request.destroy(new Error(`the answer is larger than ${mostBytes} bytes`));
        chunks.push(chunk);
      });
      response.on("error", (error) => reject(unreachable(error)));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers["content-type"] ?? "",
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    request.on("error", (error) => reject(unreachable(error)));
  });
}

export function clientOf(url: URL): typeof http | typeof https {
  return url.protocol === "https:" ? https : http;
}

export function unreachable(error: Error & { code?: string }): OutsideError {
  const detail =
    error.name === "AbortError" || error.name === "TimeoutError" ? "It did not answer in time." : reasonOf(error);
  return new OutsideError({ kind: "unreachable", status: null, detail });
}

/** Node's error messages name the host, never a credential; the code says enough where there is one. */
function reasonOf(error: Error & { code?: string }): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "The connection was refused.";
    case "ENOTFOUND":
      return "Its name could not be resolved.";
    case "ECONNRESET":
      return "The connection was reset.";
    default:
      return error.code ? `The connection failed (${error.code}).` : error.message;
  }
}
