/** A GET of our own API, as JSON. Throws an error whose message is the server's sentence. */
export async function getJson<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(15_000) });
  if (answer.ok) return (await answer.json()) as T;
  const body: unknown = await answer.json().catch(() => null);
  const message =
    body !== null && typeof body === "object" && "message" in body
      ? String(body.message)
      : `The server answered ${answer.status}.`;
  throw new Error(message);
}
