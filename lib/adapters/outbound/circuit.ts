import type { Outcome, OutsideFailure } from "@/lib/ports";

/**
 * Opens after `failures` calls in a row that did not get through: for `openMs` further calls fail at once with the last
 * reason, then one is let through to try. What answers, however badly, closes it.
 */
export function createCircuit(settings: { failures: number; openMs: number; nowMs: () => number }) {
  let inARow = 0;
  let openedMs = 0;
  let last: OutsideFailure | null = null;
  let trying = false;

  const refusal = (): OutsideFailure | null => {
    if (inARow < settings.failures || last === null) return null;
    if (!trying && settings.nowMs() - openedMs >= settings.openMs) return null;
    return last;
  };
  const close = () => {
    inARow = 0;
    last = null;
  };
  const count = <T>(outcome: Outcome<T>) => {
    if (outcome.ok || !isOutage(outcome.failure)) return close();
    inARow += 1;
    last = outcome.failure;
    openedMs = settings.nowMs();
  };

  return {
    isOpen: () => refusal() !== null,
    close,
    /** Makes the call unless the circuit is open. */
    async run<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
      const refused = refusal();
      if (refused) return { ok: false, failure: refused };
      trying = inARow >= settings.failures;
      try {
        const outcome = await call();
        count(outcome);
        return outcome;
      } finally {
        trying = false;
      }
    },
    /** Makes the call in any case: for callers that pace themselves. Its outcome counts like any other. */
    async always<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
      const outcome = await call();
      count(outcome);
      return outcome;
    },
  };
}

/** Only what did not get through, or was told to come later, speaks of the other side as a whole. */
export function isOutage(failure: OutsideFailure): boolean {
  return failure.kind === "unreachable" || failure.kind === "rate-limited";
}
