import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";

/** An answer in bytes, and whether the caller already has it (If-None-Match). */
export type Prepared = { answer: Answer; bytes: Buffer; etag: string; fresh: boolean };

export function prepared(request: IncomingMessage, answer: Answer): Prepared {
  const bytes = answer.raw ?? Buffer.from(answer.status === 204 ? "" : JSON.stringify(answer.body));
  const etag = `"${createHash("sha256").update(bytes).digest("hex")}"`;
  const reading = request.method === "GET" || request.method === "HEAD";
  return { answer, bytes, etag, fresh: reading && answer.status === 200 && isKnown(request, etag) };
}

function isKnown(request: IncomingMessage, etag: string): boolean {
  const given = (request.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return given.includes(etag) || given.includes("*");
}

/** Sends it with the headers that every answer of GitHub's API carries. */
export function respond(
  response: ServerResponse,
  { answer, bytes, etag, fresh }: Prepared,
  rate: Record<string, string>,
): void {
  const type =
    answer.status === 204 || fresh
      ? {}
      : { "Content-Type": "application/json; charset=utf-8", "Content-Length": bytes.length };
  response.writeHead(fresh ? 304 : answer.status, {
    ...type,
    ...(answer.status === 200 ? { ETag: etag } : {}),
    "Cache-Control": "private, max-age=60, s-maxage=60",
    Vary: "Accept, Authorization, Cookie",
    "X-Content-Type-Options": "nosniff",
    "X-GitHub-Media-Type": "github.v3; format=json",
    "X-GitHub-Api-Version-Selected": "2022-11-28",
    "X-GitHub-Request-Id": randomUUID().toUpperCase(),
    ...rate,
    ...(fresh ? {} : answer.headers),
  });
  response.end(fresh ? undefined : bytes);
}
