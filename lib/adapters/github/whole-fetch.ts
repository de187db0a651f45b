import { OutsideError } from "@/lib/adapters/outbound/http-call";

const MOST_BYTES = 50_000_000;
const WITHOUT_BODY = [204, 205, 304];

/**
 * A fetch that has read the whole answer before it gives it: Octokit takes a text that was cut off for an empty one.
 * Refuses answers that are too large and whatever takes longer than `timeoutMs`.
 */
export function wholeFetch(timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const signals = [AbortSignal.timeout(timeoutMs), ...(init?.signal ? [init.signal] : [])];
    const answer = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    const bytes = await wholeBody(answer);
    const { status, statusText, headers } = answer;
    return new Response(WITHOUT_BODY.includes(status) ? null : bytes, { status, statusText, headers });
  };
}

async function wholeBody(answer: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = Number(answer.headers.get("content-length") ?? 0);
  if (size > MOST_BYTES) throw await tooLarge(answer);
  size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw await tooLarge(answer);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function tooLarge(answer: Response): Promise<OutsideError> {
  if (!answer.body?.locked) await answer.body?.cancel();
  const detail = `The Git host's answer is larger than ${MOST_BYTES / 1_000_000} MB.`;
  return new OutsideError({ kind: "failed", status: answer.status, detail });
}
