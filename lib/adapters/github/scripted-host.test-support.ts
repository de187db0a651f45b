import http from "node:http";
import type { AddressInfo } from "node:net";

type Scripted = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Sends the beginning and then drops the connection, or says nothing at all. */
  ending?: "cut" | "silence";
};

export type ScriptedHost = {
  url: string;
  requests: http.IncomingMessage[];
  /** What comes next; the last one stays. */
  say(...answers: Scripted[]): void;
  close(): Promise<void>;
};

/** A Git host that fails as real ones do and the simulator does not. */
export async function startScriptedHost(): Promise<ScriptedHost> {
  let script: Scripted[] = [];
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    request.resume();
    const { status = 200, headers = {}, body = {}, ending } = (script.length > 1 ? script.shift() : script[0]) ?? {};
    if (ending === "silence") return;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const length = ending === "cut" ? text.length + 1_000 : text.length;
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": length,
      ...headers,
    });
    response.write(text, () => (ending === "cut" ? response.destroy() : response.end()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    say(...answers) {
      script = answers;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
