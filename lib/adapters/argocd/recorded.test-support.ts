import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as z from "zod";

const FOLDER = path.resolve(import.meta.dirname, "../../../conformance/recordings");

const recording = z.object({
  request: z.object({ method: z.string(), path: z.string() }),
  response: z.object({
    status: z.number().nullable(),
    headers: z.record(z.string(), z.string()),
    json: z.unknown().optional(),
    text: z.string().optional(),
    chunks: z.array(z.object({ ms: z.number(), data: z.string() })).optional(),
  }),
});
export type Recording = z.output<typeof recording>;

/** An exchange with a real Argo CD, as `conformance/recordings` keeps it: "01-read/list" for example. */
export function recorded(name: string): Recording {
  return recording.parse(JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), "utf8")));
}

/** The names of all recordings whose file matches. */
export function recordingsLike(pattern: RegExp): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .filter((name) => pattern.test(name))
    .sort();
}

/** The body as it was sent. */
export function bodyOf({ response }: Recording): string {
  if (response.chunks) return response.chunks.map((chunk) => chunk.data).join("");
  return response.text ?? JSON.stringify(response.json);
}

export type Asked = { method: string; url: URL; headers: http.IncomingHttpHeaders };
export type Answer = (asked: Asked, response: http.ServerResponse) => void;

/** Answers as a recording did: status and headers, then the body in the pieces in which it came. */
export function asRecorded(from: Recording): Answer {
  const { status, headers, chunks } = from.response;
  return (_asked, response) => {
    if (status === null) return;
    const { "transfer-encoding": _framing, ...own } = headers;
    response.writeHead(status, own);
    if (!chunks) return response.end(bodyOf(from));
    for (const chunk of chunks) response.write(chunk.data);
    return response.end();
  };
}

/** A server on this machine that answers as told and keeps what it was asked. */
export async function serve(answer: Answer) {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const one = { method: request.method ?? "", url, headers: request.headers };
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
