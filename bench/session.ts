import http from "node:http";

/** One answer, whole: when its first and its last byte came, and how many bytes its body took on the wire. */
export type Answer = {
  status: number;
  firstByteMs: number;
  wholeMs: number;
  bytes: number;
  body: Buffer;
  cookies: string[];
};

type Ask = { method?: string; headers?: http.OutgoingHttpHeaders; body?: string; agent?: http.Agent };

export function ask(url: string, { method = "GET", headers = {}, body, agent }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const begunMs = performance.now();
    const request = http.request(url, { method, headers, timeout: 30_000, ...(agent ? { agent } : {}) }, (response) => {
      const firstByteMs = performance.now() - begunMs;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const whole = Buffer.concat(chunks);
        const cookies = (response.headers["set-cookie"] ?? []).map((line) => line.split(";")[0] ?? "");
        const wholeMs = performance.now() - begunMs;
        resolve({
          status: response.statusCode ?? 0,
          firstByteMs,
          wholeMs,
          bytes: whole.length,
          body: whole,
          cookies,
        });
      });
    });
    request.on("timeout", () => request.destroy(new Error(`${url} did not answer within 30 s.`)));
    request.on("error", reject);
    request.end(body);
  });
}

/** Signs in as one of the demo's people, as the sign-in page does, and gives the session's cookies. */
export async function signIn(web: string, login = "dana"): Promise<string> {
  const csrf = await ask(`${web}/api/auth/csrf`);
  const { csrfToken } = JSON.parse(csrf.body.toString()) as { csrfToken: string };
  const answer = await ask(`${web}/api/auth/callback/demo`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: csrf.cookies.join("; "), origin: web },
    body: new URLSearchParams({ csrfToken, login, json: "true", callbackUrl: web }).toString(),
  });
  const session = answer.cookies.filter((cookie) => cookie.includes("session-token"));
  if (session.length === 0) throw new Error(`Signing in as ${login} was refused with status ${answer.status}.`);
  return session.join("; ");
}
