import { LIVE_CHANNEL } from "@/lib/adapters/db/channels";
import type { Database } from "@/lib/adapters/db/client";
import { policyInForce } from "@/lib/adapters/db/projection-store";
import type { SightIn } from "@/lib/domain/sight";
import type { LiveEvent } from "@/lib/http/contracts/overview";
import { pause } from "@/lib/pause";
import type { Clock, Listen, Log } from "@/lib/ports";
import { type Changes, changesAfter, changesSeen, liveEvent, MOST_CELLS_AN_EVENT } from "@/lib/queries/live-event";
import type { Frame } from "./kept-frames";
import { beatFrame, frame, resetFrame } from "./live-frames";
import { createLiveGroups, type Group, type Viewer } from "./live-groups";

/** Bursts become one event: an operation sends a dozen changes within a moment. */
const COALESCE_MS = 25;
const BEAT_MS = 10_000;
const RETRY_MS = 2_000;
/** The database has not answered within this: pages are told, whatever becomes of the question. */
const PATIENCE_MS = 4_000;
/** A page that missed more than this loads anew: it must not be dropped as slow while it is being told. */
const MOST_REPLAYED_BYTES = 500_000;

export type LiveHub = ReturnType<typeof createLiveHub>;

type Deps = {
  db: Database;
  listen: Listen;
  clock: Clock;
  log: Log;
  stop: AbortSignal;
  timing?: { beatMs: number; retryMs: number; patienceMs: number };
};

/**
 * One listener for every browser of this process, and one built event for all who see the same; each page only gets the
 * bytes. With the rules everybody is grouped anew.
 */
export function createLiveHub({ db, listen, clock, log, stop, timing }: Deps) {
  const { beatMs, retryMs, patienceMs } = timing ?? { beatMs: BEAT_MS, retryMs: RETRY_MS, patienceMs: PATIENCE_MS };
  const groups = createLiveGroups();
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
      groups.forgetIdle();
      const beat = beatFrame(clock.now(), awaySince);
      for (const viewer of groups.everybody()) viewer.send(beat);
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
      const first = await newestId(db);
      groups.regroup(await rulesNow(), first);
      newest = first;
      return;
    }
    const changes = await changesAfter(db, newest);
    if (!changes) return;
    if (changes.everything) return startAnew(changes.newest);
    const built = await builtFor(changes);
    newest = changes.newest;
    for (const [group, bytes] of built) if (bytes) sendTo(group, { id: changes.newest, bytes });
  }

  /** For every group; also for those that came while others were built. */
  async function builtFor(changes: Changes): Promise<Map<Group, Uint8Array | null>> {
    const built = new Map<Group, Uint8Array | null>();
    const fresh = () => groups.all().filter((group) => !built.has(group));
    for (let some = fresh(); some.length > 0; some = fresh())
      await Promise.all(some.map(async (group) => built.set(group, await bytesFor(group, changes))));
    return built;
  }

  /** With the rules changes what anybody may see: what was kept is of no use to anyone. */
  async function startAnew(id: bigint): Promise<void> {
    groups.regroup(await rulesNow(), id);
    newest = id;
    const reset = resetFrame(id);
    for (const viewer of groups.everybody()) viewer.send(reset);
  }

  async function rulesNow() {
    return (await policyInForce(db))?.pipeline ?? null;
  }

  /** Null when nothing of it is seen. */
  async function bytesFor(group: Group, all: Changes): Promise<Uint8Array | null> {
    const { sight } = group;
    const changes = changesSeen(all, sight);
    if (!changes) return null;
    const reset = resetFrame(changes.newest);
    if (changes.cells.length > MOST_CELLS_AN_EVENT) return reset;
    const event = await liveEvent(db, changes, clock.now(), sight);
    if (sight.environments !== null && !holdsAny(event, group)) return null;
    const bytes = frame("change", changes.newest, event);
    return bytes.length > MOST_REPLAYED_BYTES ? reset : bytes;
  }

  function sendTo({ kept, viewers }: Group, sent: Frame) {
    kept.add(sent);
    for (const viewer of viewers) viewer.send(sent.bytes);
  }

  async function join(after: bigint | null, viewer: Viewer, sightIn: SightIn, hasLeft: () => boolean) {
    // The first page starts the hub; one that holds more than the hub knows may be ahead of it, or of another database.
    if (newest === null || (after !== null && after > newest)) await catchUp();
    if (hasLeft()) return;
    if (newest === null) return viewer.close();
    const group = groups.groupOf(sightIn, newest);
    for (const { bytes } of missed(after, newest, group)) viewer.send(bytes);
    if (!hasLeft()) groups.add(viewer, sightIn, group);
  }

  function missed(after: bigint | null, last: bigint, { kept }: Group): Frame[] {
    if (after === null || after === last) return [];
    if (after > last) return [{ id: last, bytes: resetFrame(last, true) }];
    return kept.after(after, MOST_REPLAYED_BYTES) ?? [{ id: last, bytes: resetFrame(last) }];
  }

  return {
    /** Sends what was missed since `after`, or that the page must load anew; then everything new. Returns the way to stop. */
    subscribe(after: bigint | null, viewer: Viewer, sightIn: SightIn): () => void {
      let left = false;
      start();
      viewer.send(beatFrame(clock.now(), awaySince));
      void join(after, viewer, sightIn, () => left);
      return () => {
        left = true;
        groups.leave(viewer);
      };
    },
    /** What this page's person may see now, whose groups may have changed: where it is another, the page loads anew. */
    look(viewer: Viewer, sightIn: SightIn) {
      if (newest !== null && groups.moved(viewer, sightIn, newest)) viewer.send(resetFrame(newest));
    },
    viewers: () => groups.count(),
  };
}

/** Whether an event says anything: of an environment, or something of none that was not told before. */
function holdsAny({ cells, gone, environments, instances, notices }: LiveEvent, group: Group): boolean {
  const told = JSON.stringify([instances, notices]);
  const before = group.told;
  group.told = told;
  return cells.length + gone.length + environments.length > 0 || told !== before;
}

async function newestId(db: Database): Promise<bigint> {
  return (await db.liveChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}
