/** How long a line waits for others that may have been written before it. */
const HOLD_MS = 100;
/** How long a log that was just opened may take to say its first word before the others go on without it. */
const OPENING_MS = 2_000;
/** What may wait of one log: more is not taken from it until some of it has gone. */
const MOST_LINES = 1_000;
const MOST_CHARACTERS = 500_000;

type Held<T> = { item: T; at: number; size: number; arrivedMs: number };
type Source<T> = {
  held: Held<T>[];
  first: number;
  characters: number;
  open: boolean;
  lastAt: number;
  addedMs: number;
  heardMs: number | null;
};

export type LogMerge<T> = {
  add(source: string, nowMs: number): void;
  /** Whether to wait before more of this log is pushed: that bounds what is held. */
  isFull(source: string): boolean;
  /** `at` in milliseconds; null stands where the line before it stood. */
  push(source: string, item: T, at: number | null, size: number, nowMs: number): void;
  /** Nothing more comes from it; what it has pushed still goes out. */
  end(source: string): void;
  /** The lines that may go now, oldest first, at most so many. */
  take(nowMs: number, most: { lines: number; characters: number }): T[];
  waiting(): number;
};

/**
 * Several logs as one, by time. Each log's own order is kept whatever its times say. Logs that all have something to say
 * are merged exactly; one that is silent is waited for only shortly, so that it holds up nobody.
 */
export function mergeLogs<T>(): LogMerge<T> {
  const sources = new Map<string, Source<T>>();

  function take(nowMs: number, most: { lines: number; characters: number }): T[] {
    const taken: T[] = [];
    let characters = 0;
    while (taken.length < most.lines && characters < most.characters) {
      const next = earliest(sources.values());
      if (!next || !mayGo(next, sources.values(), nowMs)) break;
      const held = next.held[next.first];
      if (!held) break;
      next.first += 1;
      next.characters -= held.size;
      if (next.first === next.held.length || next.first > MOST_LINES) compact(next);
      characters += held.size;
      taken.push(held.item);
    }
    for (const [name, source] of sources) if (!source.open && count(source) === 0) sources.delete(name);
    return taken;
  }

  return {
    add(name, nowMs) {
      const fresh = { held: [], first: 0, characters: 0, open: true, lastAt: Number.NEGATIVE_INFINITY };
      sources.set(name, { ...fresh, addedMs: nowMs, heardMs: null });
    },
    isFull(name) {
      const source = sources.get(name);
      return source !== undefined && isFull(source);
    },
    push(name, item, at, size, nowMs) {
      const source = sources.get(name);
      if (!source?.open) return;
      source.lastAt = Math.max(source.lastAt, at ?? source.lastAt);
      source.heardMs = nowMs;
      source.characters += size;
      source.held.push({ item, at: source.lastAt, size, arrivedMs: nowMs });
    },
    end(name) {
      const source = sources.get(name);
      if (source) source.open = false;
      if (source && count(source) === 0) sources.delete(name);
    },
    take,
    waiting: () => [...sources.values()].reduce((sum, source) => sum + count(source), 0),
  };
}

function earliest<T>(sources: Iterable<Source<T>>): Source<T> | null {
  let best: Source<T> | null = null;
  let bestAt = Number.POSITIVE_INFINITY;
  for (const source of sources) {
    const at = source.held[source.first]?.at;
    if (at === undefined || (best !== null && at >= bestAt)) continue;
    best = source;
    bestAt = at;
  }
  return best;
}

/** A log that has nothing waiting may still come with something earlier. */
function mayGo<T>(next: Source<T>, sources: Iterable<Source<T>>, nowMs: number): boolean {
  let isAlone = true;
  for (const other of sources) {
    if (other === next || !other.open || count(other) > 0) continue;
    isAlone = false;
    if (isAwaited(other, nowMs)) return false;
  }
  if (isAlone || isFull(next)) return true;
  const head = next.held[next.first];
  return head !== undefined && nowMs - head.arrivedMs >= HOLD_MS;
}

function isAwaited<T>(source: Source<T>, nowMs: number): boolean {
  if (source.heardMs === null) return nowMs - source.addedMs < OPENING_MS;
  return nowMs - source.heardMs < HOLD_MS;
}

function isFull<T>(source: Source<T>): boolean {
  return count(source) >= MOST_LINES || source.characters >= MOST_CHARACTERS;
}

function count<T>(source: Source<T>): number {
  return source.held.length - source.first;
}

function compact<T>(source: Source<T>): void {
  source.held.splice(0, source.first);
  source.first = 0;
}
