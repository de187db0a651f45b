/** A pasted policy is the largest thing anybody sends. */
const MOST_BYTES = 512 * 1024;

/** A request's JSON, null when it is none. Reads no more than the limit, whatever length the sender states. */
export async function readBody(request: Request): Promise<{ ok: true; value: unknown } | { ok: false }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return { ok: false };
    chunks.push(chunk);
  }
  return { ok: true, value: parsed(Buffer.concat(chunks).toString()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
