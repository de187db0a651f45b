const encoder = new TextEncoder();

/** A server-sent event with an id, from which a browser resumes. */
export function frame(event: "change" | "reset", id: bigint, data: unknown): Uint8Array {
  return encoder.encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** What a page that missed too much gets: it loads anew. `anew`: the ids began again, nothing it holds compares. */
export function resetFrame(id: bigint, anew = false): Uint8Array {
  return frame("reset", id, { anew });
}

/** A sign of life without an id, and whether it is worth anything: without the database no change can come. */
export function beatFrame(now: Date, databaseAwaySince: Date | null): Uint8Array {
  const data = { at: now.toISOString(), databaseAwaySince: databaseAwaySince?.toISOString() ?? null };
  return encoder.encode(`event: beat\ndata: ${JSON.stringify(data)}\n\n`);
}

/** The last thing that a page hears whose person may no longer be here. */
export function signedOutFrame(): Uint8Array {
  return encoder.encode("event: signed-out\ndata: {}\n\n");
}

/** How soon a browser comes back by itself after a break. */
export function retryFrame(ms: number): Uint8Array {
  return encoder.encode(`retry: ${ms}\n\n`);
}
