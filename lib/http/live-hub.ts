import { LIVE_CHANNEL } from "@/lib/adapters/db/channels";
import type { Database } from "@/lib/adapters/db/client";
import type { Clock, Listen, Log } from "@/lib/ports";
import { changesAfter, liveEvent, MOST_CELLS_AN_EVENT } from "@/lib/queries/live-event";

/** Bursts become one event: an operation sends a dozen changes within a moment. */
const COALESCE_MS = 25;
const BEAT_MS = 10_000;
const KEPT = 500;

type Frame = { id: bigint; text: string };
type Subscriber = (frame: string) => void;

export type LiveHub = ReturnType<typeof createLiveHub>;

/** One listener and one built event for every browser of this process; each page only gets the bytes. */
export function createLiveHub(deps: { db: Database; listen: Listen; clock: Clock; log: Log }) {
  const subscribers = new Set<Subscriber>();
  const kept: Frame[] = [];
  let newest: bigint | null = null;
  let ready: Promise<void> | null = null;
  let building = false;
  let again = false;

  /** A page that connects right after the start must not be told to load anew only because nothing is kept yet. */
  const start = () => {
    ready ??= begin().catch((error: unknown) => {
      ready = null;
      throw error;
    });
    return ready;
  };

  async function begin() {
    newest = await newestId(deps.db);
    const never = new AbortController().signal;
    deps.listen(LIVE_CHANNEL, () => void build(), never);
    setInterval(() => send(beat(deps.clock.now())), BEAT_MS).unref();
  }

  async function build(): Promise<void> {
    if (building) {
      again = true;
      return;
    }
    building = true;
    try {
      do {
        again = false;
        await new Promise((resolve) => setTimeout(resolve, COALESCE_MS));
        await buildOnce();
      } while (again);
    } catch (error) {
      deps.log.error("a live event could not be built", { reason: error instanceof Error ? error.message : "unknown" });
    } finally {
      building = false;
    }
  }

  async function buildOnce(): Promise<void> {
    newest ??= await newestId(deps.db);
    const changes = await changesAfter(deps.db, newest);
    if (!changes) return;
    const tooMuch = changes.everything || changes.cells.length > MOST_CELLS_AN_EVENT;
    const text = tooMuch
      ? frame("reset", String(changes.newest), { id: String(changes.newest) })
      : frame("change", String(changes.newest), await liveEvent(deps.db, changes, deps.clock.now()));
    newest = changes.newest;
    kept.push({ id: changes.newest, text });
    if (kept.length > KEPT) kept.shift();
    send(text);
  }

  function send(text: string) {
    for (const subscriber of subscribers) subscriber(text);
  }

  return {
    /** Sends what was missed since `after`, then everything new. Returns the way to stop. */
    subscribe(after: bigint | null, subscriber: Subscriber): () => void {
      let left = false;
      subscriber(beat(deps.clock.now()));
      start()
        .then(() => {
          if (left) return;
          for (const text of missed(after)) subscriber(text);
          subscribers.add(subscriber);
        })
        .catch((error: unknown) => deps.log.error("the live hub could not start", { reason: String(error) }));
      return () => {
        left = true;
        subscribers.delete(subscriber);
      };
    },
    viewers: () => subscribers.size,
  };

  /** What is kept reaches back far enough, or the page is told to load anew. */
  function missed(after: bigint | null): string[] {
    if (after === null) return [];
    if (newest !== null && after >= newest) return [];
    const [oldest] = kept;
    const reaches = oldest !== undefined && oldest.id <= after;
    if (!reaches) return [frame("reset", String(newest ?? after), { id: String(newest ?? after) })];
    return kept.filter((f) => f.id > after).map((f) => f.text);
  }
}

async function newestId(db: Database): Promise<bigint> {
  return (await db.liveChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}

function frame(event: string, id: string, data: unknown): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function beat(now: Date): string {
  return `event: beat\ndata: ${JSON.stringify({ at: now.toISOString() })}\n\n`;
}
