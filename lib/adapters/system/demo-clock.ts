import type { Clock, Listen, Log } from "@/lib/ports";

/**
 * The demo's clock: the system's, moved by an offset that stands in the database and that everybody follows
 * (decisions.md 2). Sessions, timeouts and retries never ask it.
 */
export function demoClock(deps: {
  listen: Listen;
  channel: string;
  readOffsetMs: () => Promise<number>;
  log: Log;
  stop: AbortSignal;
}): Clock {
  let offsetMs = 0;
  const listeners: (() => void)[] = [];
  deps.listen(
    deps.channel,
    () => {
      deps.readOffsetMs().then(
        (read) => {
          const moved = read !== offsetMs;
          offsetMs = read;
          if (moved) for (const listener of listeners) listener();
        },
        (error: unknown) => deps.log.warn("the demo's clock could not be read", { reason: String(error) }),
      );
    },
    deps.stop,
  );
  return {
    now: () => new Date(Date.now() + offsetMs),
    onMoved: (listener) => void listeners.push(listener),
  };
}
