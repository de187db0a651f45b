import { pause } from "@/lib/pause";
import type { Clock, Log } from "@/lib/ports";
import type { Database } from "./client";

const EVERY_MS = 10 * 60_000;
/** Pages resume from live changes this young; older ones load anew. */
const LIVE_CHANGES_KEPT_MS = 60 * 60_000;
const SESSIONS_KEPT_MS = 90 * 24 * 60 * 60_000;

/**
 * Drops live changes that no page will ask for again, and makes the audit's tables of this month and the next ahead of
 * their first record; and sessions of long ago. History and records are never dropped here.
 */
export async function keepHouse(db: Database, clock: Clock, log: Log, stop: AbortSignal): Promise<void> {
  const attempt = (what: string, work: Promise<unknown>) =>
    work.catch((error: unknown) => {
      log.warn(what, { reason: error instanceof Error ? error.message : "unknown" });
    });
  while (!stop.aborted) {
    const now = clock.now();
    const before = new Date(now.getTime() - LIVE_CHANGES_KEPT_MS);
    await attempt("old live changes could not be dropped", db.liveChange.deleteMany({ where: { at: { lt: before } } }));
    await attempt("old sessions could not be dropped", dropOldSessions(db, new Date()));
    await attempt("the audit's tables could not be made", makeAuditMonths(db, now));
    await pause(EVERY_MS, stop);
  }
}

/** Sessions that ended long ago, by real time; the audit keeps who signed in. */
export async function dropOldSessions(db: Database, real: Date): Promise<void> {
  const before = new Date(real.getTime() - SESSIONS_KEPT_MS);
  await db.session.deleteMany({ where: { until: { lt: before } } });
}

/** The table of a month is made by the database's own function, as the schema's owner; twice is once. */
export async function makeAuditMonths(db: Database, now: Date): Promise<void> {
  for (const ahead of [0, 1]) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10);
    await db.$executeRaw`SELECT audit_month(${month}::date)`;
  }
}
