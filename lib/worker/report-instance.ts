import type { ArgoCd, Clock, InstanceReport, Log, OutsideFailure, ProjectionStore } from "@/lib/ports";

const HEARTBEAT_MS = 5_000;

/** Tells the store how the watch fares, one report after the other; a heartbeat is written at most every few seconds. */
export function createReporter(deps: {
  argocd: ArgoCd;
  store: Pick<ProjectionStore, "saveInstance">;
  clock: Clock;
  log: Log;
}) {
  const { argocd, store, clock, log } = deps;
  let last: InstanceReport = {
    name: argocd.instance,
    url: argocd.url,
    state: "starting",
    version: null,
    message: null,
    at: clock.now(),
    lastEventAt: null,
    lastListAt: null,
  };
  let heardMs = 0;
  let saving: Promise<void> = Promise.resolve();

  /** In turn: an older report must not be written over a newer one. */
  const save = (change: Partial<InstanceReport>): Promise<void> => {
    last = { ...last, ...change, at: clock.now() };
    const report = last;
    saving = saving
      .then(() => store.saveInstance(report))
      .catch((error: unknown) => {
        log.error("instance state could not be saved", { reason: error instanceof Error ? error.message : "unknown" });
      });
    return saving;
  };

  return {
    live(version: string | null, remark: string | null) {
      const now = clock.now();
      return save({
        state: "live",
        message: remark,
        lastListAt: now,
        lastEventAt: now,
        ...(version === null ? {} : { version }),
      });
    },
    lost: (failure: OutsideFailure) =>
      save({ state: failure.kind === "unreachable" ? "offline" : "stale", message: failure.detail }),
    /** The clock was moved: what was heard a moment ago still was. */
    again() {
      if (last.state === "live") void save({ lastEventAt: clock.now() });
    },
    heard() {
      if (last.state !== "live" || performance.now() - heardMs < HEARTBEAT_MS) return;
      heardMs = performance.now();
      void save({ lastEventAt: clock.now() });
    },
  };
}
