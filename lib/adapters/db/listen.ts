import pg from "pg";
import { pause } from "@/lib/pause";
import type { Listen, Log } from "@/lib/ports";

const RETRY_MS = 1_000;

/** LISTEN on its own connection, which is opened again for as long as nobody stops it. */
export function createListen(url: string, log: Log): Listen {
  return (channel, onNotify, stop) => {
    void keepListening(url, channel, onNotify, stop, log);
  };
}

async function keepListening(
  url: string,
  channel: string,
  onNotify: (payload: string | null) => void,
  stop: AbortSignal,
  log: Log,
) {
  while (!stop.aborted) {
    try {
      await listenOnce(url, channel, onNotify, stop);
    } catch (error) {
      log.warn("listening failed, trying again", {
        channel,
        reason: error instanceof Error ? error.message : "unknown",
      });
    }
    await pause(RETRY_MS, stop);
  }
}

async function listenOnce(url: string, channel: string, onNotify: (payload: string | null) => void, stop: AbortSignal) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  const ended = new Promise<void>((resolve) => {
    client.once("end", () => resolve());
    client.on("error", () => resolve());
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
  client.on("notification", (message) => onNotify(message.payload ?? ""));
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    onNotify(null);
    await ended;
  } finally {
    await client.end().catch(() => undefined);
  }
}
