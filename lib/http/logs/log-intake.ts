import { mergeLogs } from "@/lib/domain/merge-logs";
import type { LogLineView } from "@/lib/http/contracts/logs";
import { createBell } from "./bell";

/** A page that has taken nothing for so long does not keep up. */
const BEHIND_MS = 1_000;
const ROOM_MS = 250;

export type LogIntake = {
  add(pod: string): void;
  end(pod: string): void;
  /**
   * Takes in a line when there is room for it. What was written before the page opened waits; what is written now is left
   * out while the page does not keep up, and counted.
   */
  put(line: LogLineView, isLive: boolean): Promise<void> | undefined;
  /** So many lines were left out before they came here; it is said before the next one. */
  skip(pod: string, count: number): void;
  drain(): LogLineView[];
  waiting(): number;
  /** Until a line has come, something else has happened, or so long. */
  wait(ms: number): Promise<void>;
  ring(): void;
};

/** What the pods say, until the page takes it: a bounded amount. `ready`: whether the page waits for more. */
export function createLogIntake(
  { ready, signal }: { ready: () => { now: boolean; sinceMs: number }; signal: AbortSignal },
  most: { lines: number; characters: number },
): LogIntake {
  const merge = mergeLogs<LogLineView>();
  const skipped = new Map<string, number>();
  const arrived = createBell();
  const room = new Map<string, ReturnType<typeof createBell>>();

  function push(line: LogLineView) {
    merge.push(line.pod, line, line.at, line.text.length + 100, performance.now());
    arrived.ring();
  }

  function isBehind(): boolean {
    const { now, sinceMs } = ready();
    return !now && performance.now() - sinceMs > BEHIND_MS;
  }

  function place(line: LogLineView) {
    const left = skipped.get(line.pod) ?? 0;
    skipped.delete(line.pod);
    if (left > 0) push(skippedMark(line.pod, line.at, left));
    push(line);
  }

  function skip(pod: string, count: number) {
    skipped.set(pod, (skipped.get(pod) ?? 0) + count);
  }

  async function putLater(line: LogLineView, isLive: boolean): Promise<void> {
    while (merge.isFull(line.pod) && !signal.aborted) {
      if (isLive && isBehind()) return skip(line.pod, 1);
      await room.get(line.pod)?.wait(ROOM_MS);
    }
    if (!signal.aborted) place(line);
  }

  return {
    add(pod) {
      room.set(pod, createBell());
      merge.add(pod, performance.now());
    },
    end(pod) {
      const left = skipped.get(pod) ?? 0;
      skipped.delete(pod);
      if (left > 0) push(skippedMark(pod, null, left));
      room.delete(pod);
      merge.end(pod);
      arrived.ring();
    },
    put: (line, isLive) => (merge.isFull(line.pod) ? putLater(line, isLive) : void place(line)),
    skip,
    drain() {
      const lines = merge.take(performance.now(), most);
      if (lines.length > 0) for (const bell of room.values()) bell.ring();
      return lines;
    },
    waiting: () => merge.waiting(),
    wait: (ms) => arrived.wait(ms),
    ring: () => arrived.ring(),
  };
}

function skippedMark(pod: string, at: number | null, count: number): LogLineView {
  const lines = count === 1 ? "1 line was skipped" : `${count.toLocaleString("en")} lines were skipped`;
  return { at, pod, text: `${lines}: this page could not keep up.`, mark: "skipped" };
}
