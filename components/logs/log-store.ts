import type { LogLineView } from "@/lib/http/contracts/logs";

export type ShownLine = LogLineView & { id: number };

/** `lines` is one array that grows and is cut at its beginning; a new snapshot says that it has changed. */
export type LogSnapshot = { lines: readonly ShownLine[]; lastId: number; letGo: number };

export type LogStore = {
  append(lines: readonly LogLineView[]): void;
  clear(): void;
  read(): LogSnapshot;
  subscribe(listener: () => void): () => void;
};

type Bounds = { lines: number; characters: number };
const MOST: Bounds = { lines: 50_000, characters: 25_000_000 };
/** Older lines go a tenth at a time: each time costs, and the page need not follow each. */
const STEP = 0.1;

/** The newest lines that a page holds: a bounded number, however many come. `soon` tells once for what comes together. */
export function createLogStore(soon: (work: () => void) => void, most: Bounds = MOST): LogStore {
  const listeners = new Set<() => void>();
  let lines: ShownLine[] = [];
  let characters = 0;
  let snapshot: LogSnapshot = { lines, lastId: 0, letGo: 0 };
  let telling = false;

  function changed(letGo: number, lastId: number) {
    snapshot = { lines, lastId, letGo };
    if (telling) return;
    telling = true;
    soon(() => {
      telling = false;
      for (const listener of listeners) listener();
    });
  }

  function bound(): number {
    if (lines.length <= most.lines && characters <= most.characters) return 0;
    const keep = { lines: most.lines * (1 - STEP), characters: most.characters * (1 - STEP) };
    let gone = 0;
    while (lines.length - gone > keep.lines || (characters > keep.characters && gone < lines.length))
      characters -= sizeOf(lines[gone++]);
    lines = lines.slice(gone);
    return gone;
  }

  return {
    append(more) {
      let { lastId } = snapshot;
      for (const line of more) {
        lastId += 1;
        lines.push({ ...line, id: lastId });
        characters += sizeOf(line);
      }
      changed(snapshot.letGo + bound(), lastId);
    },
    clear() {
      lines = [];
      characters = 0;
      changed(0, snapshot.lastId);
    },
    read: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function sizeOf(line: LogLineView | undefined): number {
  return (line?.text.length ?? 0) + 100;
}
