import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What a route answers; `etag` lets an unchanged answer cost nothing. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string>; raw?: Buffer };

/** A refusal with GitHub's own status and message shape. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: { resource: string; field: string; code: string; message?: string }[],
  ) {
    super(message);
  }
}

export const notFound = () => new Refused(404, "Not Found");
export const invalid = (message: string, field: string, code = "invalid") =>
  new Refused(422, message, [{ resource: "Reference", field, code }]);

const LIMIT = 5_000;

export function send(request: IncomingMessage, response: ServerResponse, answer: Answer, used: number): void {
  const body = answer.raw ?? Buffer.from(answer.status === 204 ? "" : JSON.stringify(answer.body));
  const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
  const fresh =
    answer.status === 200 && request.method === "GET" && request.headers["if-none-match"]?.replace(/^W\//, "") === etag;
  response.writeHead(fresh ? 304 : answer.status, {
    ...(answer.status === 204 || fresh ? {} : { "Content-Type": "application/json; charset=utf-8" }),
    ...(answer.status === 200 ? { ETag: etag } : {}),
    "Cache-Control": "private, max-age=60, s-maxage=60",
    "X-GitHub-Media-Type": "github.v3; format=json",
    "X-GitHub-Request-Id": createHash("sha1").update(`${used}`).digest("hex").slice(0, 20).toUpperCase(),
    "X-RateLimit-Limit": String(LIMIT),
    "X-RateLimit-Remaining": String(Math.max(0, LIMIT - (used % LIMIT))),
    "X-RateLimit-Reset": String(Math.ceil(Date.now() / 3_600_000) * 3_600),
    "X-RateLimit-Used": String(used % LIMIT),
    "X-RateLimit-Resource": "core",
    ...answer.headers,
  });
  response.end(fresh ? undefined : body);
}

export function refusalAnswer(error: Refused): Answer {
  const body = {
    message: error.message,
    ...(error.errors ? { errors: error.errors } : {}),
    documentation_url: "https://docs.github.com/rest",
    status: String(error.status),
  };
  return { status: error.status, body };
}
