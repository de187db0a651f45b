import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { ApiError } from "./errors";
import { isJsonObject, type JsonObject } from "./json";

export interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  path: string;
  segments: string[];
  query: URLSearchParams;
  body: string;
}

const LARGEST_BODY = 50 * 1024 * 1024;

export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_BODY) reject(new ApiError("invalid", "request body too large"));
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });
}

/** A unary answer of the gateway; compressed when asked for, as the real one does. */
export function sendText(
  call: Call,
  status: number,
  type: string,
  text: string,
  headers: Record<string, string | string[]> = {},
): void {
  const { request, response } = call;
  const zipped = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? "")) && text.length > 1024;
  const payload = zipped ? gzipSync(text) : Buffer.from(text);
  const encoding = zipped ? { "content-encoding": "gzip" } : {};
  response.writeHead(status, {
    "content-type": type,
    vary: "Accept-Encoding",
    ...encoding,
    "content-length": payload.length,
    ...headers,
  });
  response.end(payload);
}

/** An answer from outside the part of the server that compresses: it never varies. */
export function sendUncoded(
  call: Call,
  status: number,
  type: string,
  text: string,
  headers: Record<string, string> = {},
): void {
  call.response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text), ...headers });
  call.response.end(text);
}

export function sendJson(call: Call, value: unknown, headers: Record<string, string | string[]> = {}): void {
  sendText(call, 200, "application/json", JSON.stringify(value), {
    "grpc-metadata-content-type": "application/grpc",
    ...headers,
  });
}

export function sendPlain(call: Call, status: number, text: string): void {
  sendText(call, status, "text/plain; charset=utf-8", `${text}\n`, { "x-content-type-options": "nosniff" });
}

export function sendHtml(call: Call, status: number, html: string): void {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'self'";
  sendText(call, status, "text/html; charset=utf-8", html, {
    "content-security-policy": policy,
    "cache-control": "no-store",
  });
}

export function sendError(call: Call, error: unknown): void {
  const known = error instanceof ApiError ? error : new ApiError("internal", "runtime error");
  sendText(call, known.httpStatus, "application/json", JSON.stringify(known.unaryBody()));
}

/** The request's body as an object; Go's words for what is no JSON. No body at all is an empty request. */
export function jsonBody(call: Call): JsonObject {
  if (call.body.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(call.body);
    if (isJsonObject(value)) return value;
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    if (/end of JSON|Unexpected end|Unterminated/i.test(text)) throw new ApiError("invalid", "unexpected EOF");
    throw new ApiError("invalid", `invalid character '${call.body.trim()[0] ?? ""}' looking for beginning of value`);
  }
  throw new ApiError("invalid", "json: cannot unmarshal into Go value");
}

/** Text, boolean and number members with the gateway's own complaints about a wrong type. */
export function textMember(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new ApiError("invalid", `json: cannot unmarshal ${typeof value} into Go struct field .${key} of type string`);
}

export function flagMember(body: JsonObject, key: string): boolean {
  const value = body[key];
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  throw new ApiError("invalid", `json: cannot unmarshal ${typeof value} into Go struct field .${key} of type bool`);
}

export function integerMember(body: JsonObject, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value)) return Number(value);
  throw new ApiError("invalid", `json: cannot unmarshal ${typeof value} into Go struct field .${key} of type int64`);
}

export function firstQuery(call: Call, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = call.query.get(key);
    if (value) return value;
  }
  return undefined;
}
