import pg from "pg";
import { pause } from "@/lib/pause";
import type { Leadership, Log } from "@/lib/ports";

const TRY_EVERY_MS = 1_000;
const CHECK_EVERY_MS = 2_000;

/**
 * Leadership by a session's advisory lock: PostgreSQL frees it when the holder's connection ends, however it ended, and
 * another process takes over at its next try, a second later.
 */
export function createLeadership(url: string, log: Log): Leadership {
  return async (name, work, stop) => {
    while (!stop.aborted) {
      await holdOnce(url, name, work, stop, log).catch((error: unknown) => {
        log.warn("leadership interrupted", { name, reason: error instanceof Error ? error.message : "unknown" });
      });
      await pause(TRY_EVERY_MS, stop);
    }
  };
}

async function holdOnce(
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
  });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.once("end", () => lost.abort());
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 7)) AS held",
      [`slipway:${name}`],
    );
    if (!rows[0]?.held) return;
    log.info("leading", { name });
    const checking = keepChecking(client, lost);
    try {
      await work(AbortSignal.any([stop, lost.signal]));
    } finally {
      clearInterval(checking);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A connection that died silently must not leave two leaders: the lock's own session is asked now and then. */
function keepChecking(client: pg.Client, lost: AbortController): NodeJS.Timeout {
  return setInterval(() => {
    client.query("SELECT 1").catch(() => lost.abort());
  }, CHECK_EVERY_MS);
}
