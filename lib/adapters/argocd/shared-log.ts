import type { LogLine } from "@/lib/domain/observed-inside";
import { passed, type Timing } from "./timing";

export type SharedLogLimits = {
  /** How many of the newest lines, and how many characters in all, are held for those who read and those who join. */
  mostLines: number;
  mostCharacters: number;
  /** How long a log waits for its slowest reader before that one loses lines. */
  patienceMs: number;
};
export type SharedLog = ReturnType<typeof createSharedLog>;

type Reader = {
  position: number;
  wake: () => void;
  /** Lost lines, and is not waited for until it has caught up. */
  late: boolean;
};

/**
 * One log, read from its source once for all its readers. Each reads at its own pace from the newest lines, which are all
 * that is held: the source waits a while for the slowest, then that one skips, and its next line says how many.
 */
export function createSharedLog(
  source: AsyncIterable<LogLine>,
  {
    limits,
    timing,
    stop,
    onEnd,
  }: { limits: SharedLogLimits; timing: Timing; stop: AbortController; onEnd: () => void },
) {
  const held = new Map<number, LogLine>();
  const readers = new Set<Reader>();
  let oldest = 0;
  let next = 0;
  let characters = 0;
  let end: { error: Error | null } | null = null;
  let roomMade = () => {};

  const wakeAll = () => {
    for (const reader of readers) reader.wake();
  };

  async function pump(): Promise<void> {
    try {
      for await (const line of source) {
        held.set(next++, line);
        characters += line.text.length;
        wakeAll();
        while (isFull()) await dropOldest();
      }
      end = { error: null };
    } catch (error) {
      end = { error: error instanceof Error ? error : new Error("unknown") };
    }
    onEnd();
    wakeAll();
  }

  const isFull = () => next - oldest > limits.mostLines || (characters > limits.mostCharacters && next - oldest > 1);

  async function dropOldest(): Promise<void> {
    await waitForReaders();
    characters -= held.get(oldest)?.text.length ?? 0;
    held.delete(oldest++);
  }

  const isWaitedFor = (reader: Reader) => !reader.late && reader.position <= oldest;

  async function waitForReaders(): Promise<void> {
    if (![...readers].some(isWaitedFor)) return;
    const over = new AbortController();
    roomMade = () => {
      if (![...readers].some(isWaitedFor)) over.abort();
    };
    await passed(timing, limits.patienceMs, over.signal);
    roomMade = () => {};
    for (const reader of readers) if (isWaitedFor(reader)) reader.late = true;
  }

  function leave(reader: Reader): void {
    readers.delete(reader);
    reader.wake();
    roomMade();
    if (readers.size > 0 || stop.signal.aborted) return;
    stop.abort();
    onEnd();
  }

  /** The reader's next line. Null: the log has ended. */
  function take(reader: Reader): LogLine | null {
    const skipped = Math.max(0, oldest - reader.position);
    reader.position += skipped;
    const line = held.get(reader.position);
    if (!line) return null;
    reader.position += 1;
    if (reader.position === next) reader.late = false;
    roomMade();
    return skipped === 0 ? line : { ...line, skipped: line.skipped + skipped };
  }

  async function* read(reader: Reader, signal: AbortSignal): AsyncGenerator<LogLine> {
    const aborted = () => leave(reader);
    signal.addEventListener("abort", aborted, { once: true });
    try {
      while (!signal.aborted) {
        const line = take(reader);
        if (line) yield line;
        else if (!end) await woken(reader);
        else if (end.error) throw end.error;
        else return;
      }
    } finally {
      signal.removeEventListener("abort", aborted);
      leave(reader);
    }
  }

  const woken = (reader: Reader) =>
    new Promise<void>((resolve) => {
      reader.wake = resolve;
    });

  void pump();
  return {
    /** Whether those lines still can be had here that a log with this tail would begin with. */
    reachesBack: (tail: number) => next - oldest >= tail,
    isWhole: () => oldest === 0,
    /** Reads from so many lines back; from the first when null. Belongs to the log from now on, not from its first line. */
    join(tail: number | null, signal: AbortSignal): AsyncGenerator<LogLine> {
      const reader: Reader = {
        position: tail === null ? 0 : Math.max(oldest, next - tail),
        wake: () => {},
        late: false,
      };
      readers.add(reader);
      return read(reader, signal);
    },
  };
}
