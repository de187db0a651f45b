import type { Outcome } from "@/lib/ports";
import { isOutage } from "./circuit";

const RETRIES = 2;
const FIRST_MS = 100;
/** A call that took this long has cost enough: it is not made again. */
const PATIENCE_MS = 5_000;
const LONGEST_WAIT_MS = 5_000;

/**
 * Asks again, twice at most, when a call did not get through quickly. Only for calls that change nothing. The waits grow
 * and are jittered: many callers must not come back in step. `stopIf` ends it early.
 */
export async function withRetries<T>(
  call: () => Promise<Outcome<T> & { retryAfterMs?: number }>,
  { stopIf, wait = pauseMs }: { stopIf: () => boolean; wait?: (ms: number) => Promise<void> },
): Promise<Outcome<T>> {
  for (let attempt = 0; ; attempt++) {
    const startedMs = performance.now();
    const outcome = await call();
    if (outcome.ok || !isOutage(outcome.failure) || attempt >= RETRIES || stopIf()) return outcome;
    if (performance.now() - startedMs > PATIENCE_MS) return outcome;
    const grown = FIRST_MS * 3 ** attempt * (0.5 + Math.random());
    await wait(Math.min(LONGEST_WAIT_MS, Math.max(grown, outcome.retryAfterMs ?? 0)));
  }
}

function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
