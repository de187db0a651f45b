import type { ApplicationRef, Outcome } from "@/lib/ports";
import type { Timing } from "./timing";

type Refresh = { over: Promise<void> /** Null: it goes on. */; endedMs: number | null };

/**
 * Argo CD that has lost its cache knows nothing of an Application until its next refresh, and then everything (contract
 * 13.28). So one is asked for, for all who wait, and seldom: it is the one question here that costs more than reading.
 */
export function createRefreshOnce(
  refresh: (ref: ApplicationRef) => Promise<unknown>,
  { timing, everyMs }: { timing: Timing; everyMs: number },
) {
  const refreshes = new Map<string, Refresh>();

  function start(application: string, ref: ApplicationRef): Refresh {
    const end = () => {
      one.endedMs = timing.nowMs();
    };
    const one: Refresh = { over: refresh(ref).then(end, end), endedMs: null };
    refreshes.set(application, one);
    timing.later(everyMs, () => refreshes.get(application) === one && refreshes.delete(application));
    return one;
  }

  return async <T>(application: string, ref: ApplicationRef, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const askedMs = timing.nowMs();
    const outcome = await ask();
    if (outcome.ok || outcome.failure.kind !== "not-known-yet") return outcome;
    const known = refreshes.get(application);
    const didNotHelp = known !== undefined && known.endedMs !== null && known.endedMs < askedMs;
    if (didNotHelp) return outcome;
    await (known ?? start(application, ref)).over;
    return ask();
  };
}
