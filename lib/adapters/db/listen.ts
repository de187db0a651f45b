import pg from "pg";
import { pause } from "@/lib/pause";
import type { Listen, Log } from "@/lib/ports";

const RETRY_MS = 1_000;
/** A connection can die without a word; it is asked this often, and given this long to answer. */
const TIMING = { checkMs: 5_000, answerMs: 5_000 };

/** LISTEN on its own connection, which is opened again for as long as nobody stops it. */
export function createListen(url: string, log: Log, timing = TIMING): Listen {
  return (channel, onNotify, stop) => {
    void keepListening(channel, stop, log, () => listenOnce({ url, channel, onNotify, stop, timing }));
  };
}

async function keepListening(channel: string, stop: AbortSignal, log: Log, listen: () => Promise<void>) {
  while (!stop.aborted) {
    try {
      await listen();
    } catch (error) {
      log.warn("listening failed, trying again", {
        channel,
        reason: error instanceof Error ? error.message : "unknown",
      });
    }
    await pause(RETRY_MS, stop);
  }
}

type One = {
  url: string;
  channel: string;
  onNotify: (payload: string | null) => void;
  stop: AbortSignal;
  timing: typeof TIMING;
};

async function listenOnce({ url, channel, onNotify, stop, timing }: One) {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timing.answerMs,
    query_timeout: timing.answerMs,
    keepAlive: true,
  });
  const lost = new AbortController();
  client.once("end", () => lost.abort());
  client.on("error", () => lost.abort());
  client.on("notification", (message) => onNotify(message.payload ?? ""));
  const over = AbortSignal.any([stop, lost.signal]);
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    onNotify(null);
    while (!over.aborted) {
      await pause(timing.checkMs, over);
      if (!over.aborted) await client.query("SELECT 1");
    }
  } finally {
    await ended(client, timing.answerMs);
  }
}

/** Says goodbye; a server that does not answer is not waited for. */
async function ended(client: pg.Client, mostMs: number) {
  const done = new AbortController();
  const goodbye = client
    .end()
    .catch(() => undefined)
    .finally(() => done.abort());
  await Promise.race([goodbye, pause(mostMs, done.signal)]);
}
