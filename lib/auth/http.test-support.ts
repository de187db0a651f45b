import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Running = { origin: string; close(): Promise<void> };
type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** A server on loopback; the handler gets the whole address. */
export async function listening(handler: (origin: string) => Handler): Promise<Running> {
  let handle: Handler = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    Promise.resolve(handle(request, response, url)).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handle = handler(origin);
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function redirectTo(response: ServerResponse, target: URL): void {
  response.writeHead(302, { location: target.toString() }).end();
}
