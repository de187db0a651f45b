const ANSWER_MS = 15_000;

/** A GET of our own API, as JSON. Throws an error whose message is the server's sentence. */
export async function getJson<T>(path: string): Promise<T> {
  return jsonOf(await fetch(path, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(ANSWER_MS) }));
}

let held: { path: string; tag: string; value: unknown } | null = null;

/**
 * Like getJson, for what is asked for again and again: an answer that is as before is not sent again, and is the very
 * same object. The last one is held.
 */
export async function getUnlessHeld<T>(path: string): Promise<T> {
  const before = held?.path === path ? held : null;
  const headers = { accept: "application/json", ...(before ? { "if-none-match": before.tag } : {}) };
  const answer = await fetch(path, { headers, signal: AbortSignal.timeout(ANSWER_MS) });
  if (before && answer.status === 304) return before.value as T;
  const value = await jsonOf<T>(answer);
  held = { path, tag: answer.headers.get("etag") ?? "", value };
  return value;
}

/** A POST to our own API. Throws like getJson; a command may take up to a minute. */
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  const signal = AbortSignal.timeout(60_000);
  return jsonOf(await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal }));
}

async function jsonOf<T>(answer: Response): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  const body: unknown = await answer.json().catch(() => null);
  const message =
    body !== null && typeof body === "object" && "message" in body
      ? String(body.message)
      : `The server answered ${answer.status}.`;
  throw new Error(message);
}
