import http from "node:http";
import https from "node:https";
import type { OutsideFailure } from "@/lib/ports";

export type HttpAnswer = { status: number; contentType: string; retryAfter: string | null; body: string };

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
 * `mostBytes` and whatever takes longer than `timeoutMs`, the body included. Rejects with OutsideError only.
 */
export function getWhole(options: CallOptions): Promise<HttpAnswer> {
  const { url, headers, agent, timeoutMs, mostBytes } = options;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(connectionFailed(error));
    const request = start(() => {
      const signal = AbortSignal.timeout(timeoutMs);
      return clientOf(url).get(url, { headers, agent, signal }, (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size <= mostBytes) return chunks.push(chunk);
          reject(
            new OutsideError({ kind: "failed", status: response.statusCode ?? null, detail: tooLarge(mostBytes) }),
          );
          return response.destroy();
        });
        response.on("error", fail);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            retryAfter: response.headers["retry-after"] ?? null,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
    }, fail);
    request?.on("error", fail);
  });
}

/** Node throws, rather than emits, for what it cannot even send: a header with a line break, for example. */
export function start<T>(call: () => T, fail: (error: Error) => void): T | null {
  try {
    return call();
  } catch (error) {
    fail(error instanceof Error ? error : new Error("unknown"));
    return null;
  }
}

export function clientOf(url: URL): typeof http | typeof https {
  return url.protocol === "https:" ? https : http;
}

/** What a broken connection means, in words that are safe to show. */
export function connectionFailed(error: Error & { code?: string }): OutsideError {
  if (error instanceof OutsideError) return error;
  const code = error.code ?? "";
  if (error.name === "AbortError" || error.name === "TimeoutError") return unreachable("It did not answer in time.");
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code))
    return misconfigured(`Its certificate is not trusted (${code}): name the authority that signed it.`);
  if (code === "EPROTO" || code.startsWith("ERR_SSL_"))
    return misconfigured("It does not speak TLS at this address: http instead of https, or another port.");
  if (code.startsWith("HPE_")) return misconfigured("It does not speak HTTP at this address.");
  if (code === "ERR_INVALID_CHAR") return misconfigured("The token has a character that no token can have.");
  return unreachable(reasonOf(error));
}

function tooLarge(mostBytes: number): string {
  return `Its answer is larger than ${Math.round(mostBytes / 1_000_000)} MB.`;
}

export function unreachable(detail: string): OutsideError {
  return new OutsideError({ kind: "unreachable", status: null, detail });
}

export function misconfigured(detail: string): OutsideError {
  return new OutsideError({ kind: "misconfigured", status: null, detail });
}

/** Node's error messages name the host, never a credential; the code says enough where there is one. */
function reasonOf(error: Error & { code?: string }): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "The connection was refused.";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "Its name could not be resolved.";
    case "ECONNRESET":
      return "The connection was reset.";
    default:
      return error.code ? `The connection failed (${error.code}).` : error.message;
  }
}
