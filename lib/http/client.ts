const ANSWER_MS = 15_000;
const COMMAND_MS = 60_000;

/** A GET of our own API, as JSON. Throws an error whose message is the server's sentence. */
export async function getJson<T>(path: string): Promise<T> {
  return jsonOf(await asked(path, { headers: { accept: "application/json" } }, ANSWER_MS));
}

let held: { path: string; tag: string; value: unknown } | null = null;

/**
 * Like getJson, for what is asked for again and again: an answer that is as before is not sent again, and is the very
 * same object. The last one is held.
 */
export async function getUnlessHeld<T>(path: string): Promise<T> {
  const before = held?.path === path ? held : null;
  const headers = { accept: "application/json", ...(before ? { "if-none-match": before.tag } : {}) };
  const answer = await asked(path, { headers }, ANSWER_MS);
  if (before && answer.status === 304) return before.value as T;
  const value = await jsonOf<T>(answer);
  held = { path, tag: answer.headers.get("etag") ?? "", value };
  return value;
}

/** A POST to our own API. Throws like getJson; a command may take up to a minute. */
export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return jsonOf(await asked(path, { method: "POST", headers, body: JSON.stringify(body) }, COMMAND_MS));
}

/** Whoever waited that long is told, and not made to wait as long again. */
export function wasTooLate(error: Error): boolean {
  return error.cause instanceof DOMException && error.cause.name === "TimeoutError";
}

/** The browser's own words for what went wrong on the way are no sentence for a person. */
async function asked(path: string, options: RequestInit, mostMs: number): Promise<Response> {
  try {
    return await fetch(path, { ...options, signal: AbortSignal.timeout(mostMs) });
  } catch (error) {
    throw new Error(onTheWay(error), { cause: error });
  }
}

function onTheWay(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError")
    return "Slipway did not answer in time. Try again in a moment.";
  return "Slipway cannot be reached from here. Try again in a moment.";
}

async function jsonOf<T>(answer: Response): Promise<T> {
  if (answer.ok)
    return (await answer.json().catch((error: unknown) => {
      throw new Error("Slipway's answer broke off. Try again in a moment.", { cause: error });
    })) as T;
  const body: unknown = await answer.json().catch(() => null);
  const message =
    body !== null && typeof body === "object" && "message" in body
      ? String(body.message)
      : `The server answered ${answer.status}.`;
  throw new Error(message);
}
