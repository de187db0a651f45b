import http from "node:http";

interface Sent {
  method: string;
  /** Null takes a header away that would be sent otherwise. */
  headers: Record<string, string | null>;
  body?: string | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

function requestOf(url: string, { method, headers, body }: Sent): http.ClientRequest {
  const given = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return http.request(url, { method, headers: { ...Object.fromEntries(given), ...length }, agent: false });
}

/** Sends exactly these headers (fetch adds some of its own) and gives the answer uncompressed, as it came. */
export function sendRequest(url: string, sent: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = requestOf(url, sent);
    request.setTimeout(15_000, () => request.destroy(new Error(`${sent.method} ${url}: no answer`)));
    request.on("error", reject);
    request.on("response", (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.end(sent.body);
  });
}

/** A request whose answer does not end by itself. */
export class OpenStream {
  text = "";
  status: number | null = null;
  headers: Answer["headers"] = {};
  ended = false;
  #request: http.ClientRequest;

  constructor(url: string, sent: Sent) {
    this.#request = requestOf(url, sent);
    this.#request.on("error", () => undefined);
    this.#request.on("response", (response) => {
      this.status = response.statusCode ?? 0;
      this.headers = response.headers;
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        this.text += chunk;
      });
      response.on("error", () => undefined);
      response.on("end", () => {
        this.ended = true;
      });
    });
    this.#request.end();
  }

  close(): void {
    this.#request.destroy();
  }
}
