import { LIVE_CHANNEL } from "@/lib/adapters/db/channels";
import type { Database } from "@/lib/adapters/db/client";
import { pause } from "@/lib/pause";
import type { Clock, Listen, Log } from "@/lib/ports";
import { type Changes, changesAfter, liveEvent, MOST_CELLS_AN_EVENT } from "@/lib/queries/live-event";
import { createKeptFrames, type Frame } from "./kept-frames";
import { beatFrame, frame, resetFrame } from "./live-frames";

/** Bursts become one event: an operation sends a dozen changes within a moment. */
const COALESCE_MS = 25;
const BEAT_MS = 10_000;
const RETRY_MS = 2_000;
/** The database has not answered within this: pages are told, whatever becomes of the question. */
const PATIENCE_MS = 4_000;
/** A page that missed more than this loads anew: it must not be dropped as slow while it is being told. */
const MOST_REPLAYED_BYTES = 500_000;

/** One open page. `send` must not wait; `close` ends it, and its browser comes back by itself. */
export type Viewer = { send(bytes: Uint8Array): void; close(): void };

export type LiveHub = ReturnType<typeof createLiveHub>;

type Deps = {
  db: Database;
  listen: Listen;
  clock: Clock;
  log: Log;
  stop: AbortSignal;
  timing?: { beatMs: number; retryMs: number; patienceMs: number };
};

/** One listener and one built event for every browser of this process; each page only gets the bytes. */
export function createLiveHub({ db, listen, clock, log, stop, timing }: Deps) {
  const { beatMs, retryMs, patienceMs } = timing ?? { beatMs: BEAT_MS, retryMs: RETRY_MS, patienceMs: PATIENCE_MS };
  const viewers = new Set<Viewer>();
  const kept = createKeptFrames();
  let newest: bigint | null = null;
  let awaySince: Date | null = null;
  let started = false;
  let wake = new AbortController();
  let catching: Promise<void> | null = null;
  let again = false;

  function start() {
    if (started) return;
    started = true;
    listen(LIVE_CHANNEL, () => void catchUp(), stop);
    void keepPulse();
  }

  /** Beats say whether the database answers; each also looks for changes whose notification was lost. */
  async function keepPulse() {
    while (!stop.aborted) {
      wake = new AbortController();
      await pause(awaySince ? retryMs : beatMs, AbortSignal.any([stop, wake.signal]));
      if (stop.aborted) return;
      await answersInTime(catchUp());
      send(beatFrame(clock.now(), awaySince));
    }
  }

  async function answersInTime(work: Promise<void>) {
    const late = new AbortController();
    const patience = pause(patienceMs, late.signal).then(() => {
      if (!late.signal.aborted) awaySince ??= clock.now();
    });
    await Promise.race([work, patience]);
    late.abort();
  }

  /** Brings the hub to what the database holds, one at a time. Never rejects: `awaySince` tells how it went. */
  function catchUp(): Promise<void> {
    again = true;
    catching ??= build().finally(() => {
      catching = null;
    });
    return catching;
  }

  async function build(): Promise<void> {
    try {
      while (again) {
        again = false;
        await pause(COALESCE_MS, stop);
        await buildOnce();
      }
      if (awaySince) wake.abort();
      awaySince = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unknown";
      if (!awaySince) log.error("a live event could not be built, trying again", { reason });
      awaySince ??= clock.now();
      wake.abort();
    }
  }

  async function buildOnce(): Promise<void> {
    if (newest === null) {
      newest = await newestId(db);
      kept.beginAfter(newest);
      return;
    }
    const changes = await changesAfter(db, newest);
    if (!changes) return;
    const bytes = await bytesOf(changes);
    newest = changes.newest;
    kept.add({ id: changes.newest, bytes });
    send(bytes);
  }

  async function bytesOf(changes: Changes): Promise<Uint8Array> {
    const reset = resetFrame(changes.newest);
    if (changes.everything || changes.cells.length > MOST_CELLS_AN_EVENT) return reset;
    const bytes = frame("change", changes.newest, await liveEvent(db, changes, clock.now()));
    return bytes.length > MOST_REPLAYED_BYTES ? reset : bytes;
  }

  function send(bytes: Uint8Array) {
    for (const viewer of viewers) viewer.send(bytes);
  }

  async function join(after: bigint | null, viewer: Viewer, hasLeft: () => boolean) {
    // The first page starts the hub; one that holds more than the hub knows may be ahead of it, or of another database.
    if (newest === null || (after !== null && after > newest)) await catchUp();
    if (hasLeft()) return;
    if (newest === null) return viewer.close();
    for (const { bytes } of missed(after, newest)) viewer.send(bytes);
    if (!hasLeft()) viewers.add(viewer);
  }

  function missed(after: bigint | null, last: bigint): Frame[] {
    if (after === null || after === last) return [];
    if (after > last) return [{ id: last, bytes: resetFrame(last, true) }];
    return kept.after(after, MOST_REPLAYED_BYTES) ?? [{ id: last, bytes: resetFrame(last) }];
  }

  return {
    /** Sends what was missed since `after`, or that the page must load anew; then everything new. Returns the way to stop. */
    subscribe(after: bigint | null, viewer: Viewer): () => void {
      let left = false;
      start();
      viewer.send(beatFrame(clock.now(), awaySince));
      void join(after, viewer, () => left);
      return () => {
        left = true;
        viewers.delete(viewer);
      };
    },
    viewers: () => viewers.size,
  };
}

async function newestId(db: Database): Promise<bigint> {
  return (await db.liveChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}
