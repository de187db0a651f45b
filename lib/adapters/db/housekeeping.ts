import { pause } from "@/lib/pause";
import type { Clock, Log } from "@/lib/ports";
import type { Database } from "./client";

const EVERY_MS = 10 * 60_000;
/** Pages resume from live changes this young; older ones load anew. */
const LIVE_CHANGES_KEPT_MS = 60 * 60_000;

/** Drops live changes that no page will ask for again. History is never dropped here. */
export async function keepHouse(db: Database, clock: Clock, log: Log, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const before = new Date(clock.now().getTime() - LIVE_CHANGES_KEPT_MS);
    await db.liveChange.deleteMany({ where: { at: { lt: before } } }).catch((error: unknown) => {
      log.warn("old live changes could not be dropped", { reason: error instanceof Error ? error.message : "unknown" });
    });
    await pause(EVERY_MS, stop);
  }
}
