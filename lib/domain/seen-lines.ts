/** A log is resumed from this far before its last line: others may have been written in the same moment. */
const OVERLAP_MS = 2_000;
const MOST_KEPT = 20_000;

type Line = { at: number | null; pod: string; text: string };

export type SeenLines = {
  note(line: Line): void;
  /** From when a log has to be read again so that nothing is missed; null: from its beginning. */
  since(): number | null;
  /** From now on lines come that may have been seen. */
  resume(): void;
  isNew(line: Line): boolean;
  /** Whether what was resumed has begun with a line that was seen: else some between may be missing. */
  hasOverlapped(): boolean;
};

/** Remembers the last moments of a log, so that it can be read on after a break without a line twice. */
export function seenLines(): SeenLines {
  let older = new Map<string, number>();
  let newer = new Map<string, number>();
  let olderFrom: number | null = null;
  let newerFrom: number | null = null;
  let awaited = new Map<string, number>();
  let overlapped = false;

  function turnOver(at: number) {
    older = newer;
    olderFrom = newerFrom;
    newer = new Map();
    newerFrom = at;
  }

  return {
    note(line) {
      if (line.at === null) return;
      newerFrom ??= line.at;
      if (line.at - newerFrom > OVERLAP_MS || newer.size >= MOST_KEPT) turnOver(line.at);
      const key = keyOf(line);
      newer.set(key, (newer.get(key) ?? 0) + 1);
    },
    since: () => olderFrom ?? newerFrom,
    resume() {
      overlapped = false;
      awaited = new Map(older);
      for (const [key, times] of newer) awaited.set(key, (awaited.get(key) ?? 0) + times);
    },
    isNew(line) {
      if (awaited.size === 0 || line.at === null) return true;
      const key = keyOf(line);
      const times = awaited.get(key);
      if (times === undefined) return true;
      if (times === 1) awaited.delete(key);
      else awaited.set(key, times - 1);
      overlapped = true;
      return false;
    },
    hasOverlapped: () => overlapped,
  };
}

function keyOf({ at, pod, text }: Line): string {
  return `${at} ${pod} ${text.length} ${hashOf(text)}`;
}

/** FNV-1a over what tells lines apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < Math.min(text.length, 4_000); index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
