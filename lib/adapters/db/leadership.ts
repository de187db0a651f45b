import pg from "pg";
import { pause } from "@/lib/pause";
import type { Leadership, Log } from "@/lib/ports";

const TRY_EVERY_MS = 1_000;
const CHECK_EVERY_MS = 2_000;
/** A machine that vanished says no goodbye: the server then frees its lock after some six seconds, not after two hours. */
const NOTICE_THE_DEAD = "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3";

/**
 * Leadership by a session's advisory lock: PostgreSQL frees it when the holder's connection ends, however it ended, and
 * another process takes over at its next try, a second later.
 */
export function createLeadership(url: string, log: Log): Leadership {
  return async (name, work, stop) => {
    while (!stop.aborted) {
      await onConnection(url, name, work, stop, log).catch((error: unknown) => {
        log.warn("leadership interrupted", { name, reason: error instanceof Error ? error.message : "unknown" });
      });
      await pause(TRY_EVERY_MS, stop);
    }
  };
}

/** One connection: waits on it for the lock, works while it holds it, and ends with it. */
async function onConnection(
  url: string,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
  log: Log,
) {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    options: NOTICE_THE_DEAD,
  });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.once("end", () => lost.abort());
  const signal = AbortSignal.any([stop, lost.signal]);
  try {
    await client.connect();
    while (!(await holds(client, name))) {
      await pause(TRY_EVERY_MS, signal);
      if (signal.aborted) return;
    }
    log.info("leading", { name });
    const checking = keepChecking(client, lost);
    try {
      await work(signal);
    } finally {
      clearInterval(checking);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function holds(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended($1, 7)) AS held",
    [`slipway:${name}`],
  );
  return rows[0]?.held === true;
}

/** A connection that died silently must not leave two leaders: the lock's own session is asked now and then. */
function keepChecking(client: pg.Client, lost: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    client.query("SELECT 1").catch(() => lost.abort());
  }, CHECK_EVERY_MS);
}
