import { describe, expect, it } from "vitest";
import type { LogLine } from "@/lib/domain/observed-inside";
import { createSharedLog } from "./shared-log";
import { handTiming } from "./timing.test-support";

const line = (text: string): LogLine => ({ at: null, pod: "web-1", text, refusal: false, skipped: 0 });

/** A source that gives lines when told to, and counts how many were taken from it. */
function scripted() {
  const waiting: (LogLine | Error | null)[] = [];
  let wake = () => {};
  let taken = 0;
  async function* lines(signal: AbortSignal) {
    signal.addEventListener("abort", () => wake());
    while (!signal.aborted) {
      const one = waiting.shift();
      if (one === null) return;
      if (one instanceof Error) throw one;
      if (one) {
        taken += 1;
        yield one;
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    lines,
    taken: () => taken,
    give(...more: (string | Error | null)[]) {
      waiting.push(...more.map((one) => (typeof one === "string" ? line(one) : one)));
      wake();
    },
  };
}

function shared(limits: { mostLines?: number; mostCharacters?: number } = {}) {
  const timing = handTiming();
  const source = scripted();
  const stop = new AbortController();
  let ends = 0;
  const log = createSharedLog(source.lines(stop.signal), {
    limits: { mostLines: 100, mostCharacters: 10_000, patienceMs: 1_000, ...limits },
    timing,
    stop,
    onEnd: () => ends++,
  });
  return { log, source, stop, timing, ends: () => ends };
}

/** Lets everything run that waits for nothing but its turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

async function textsOf(lines: AsyncIterable<LogLine>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text, skipped } of lines) texts.push(skipped === 0 ? text : `${text} after ${skipped}`);
  return texts;
}

describe("a log that several read", () => {
  it("gives every line to each of them, and its end", async () => {
    const { log, source } = shared();
    const reading = [1, 2, 3].map(() => textsOf(log.join(null, new AbortController().signal)));
    source.give("a", "b");
    await turn();
    source.give("c", null);
    expect(await Promise.all(reading)).toEqual([1, 2, 3].map(() => ["a", "b", "c"]));
    expect(source.taken()).toBe(3);
  });

  it("gives its failure to each of them, after the lines before it", async () => {
    const { log, source } = shared();
    const reading = [1, 2].map(async () => {
      const seen: string[] = [];
      try {
        for await (const { text } of log.join(null, new AbortController().signal)) seen.push(text);
      } catch (error) {
        seen.push(String(error));
      }
      return seen;
    });
    source.give("a", new Error("broke off"));
    expect(await Promise.all(reading)).toEqual([1, 2].map(() => ["a", "Error: broke off"]));
  });

  it("lets who joins begin with the newest lines", async () => {
    const { log, source } = shared();
    const first = textsOf(log.join(null, new AbortController().signal));
    source.give(...numbers(1, 10));
    await turn();
    expect([log.reachesBack(10), log.reachesBack(11)]).toEqual([true, false]);
    const second = textsOf(log.join(3, new AbortController().signal));
    source.give("11", null);
    expect(await second).toEqual(["8", "9", "10", "11"]);
    expect(await first).toHaveLength(11);
  });

  it("is stopped when the last one leaves, and not before", async () => {
    const { log, source, stop, ends } = shared();
    const [one, two] = [new AbortController(), new AbortController()];
    const reading = [one, two].map(({ signal }) => textsOf(log.join(null, signal)));
    source.give("a");
    await turn();
    one.abort();
    expect(await reading[0]).toEqual(["a"]);
    source.give("b");
    await turn();
    expect([stop.signal.aborted, ends()]).toEqual([false, 0]);
    two.abort();
    expect([stop.signal.aborted, ends() > 0]).toEqual([true, true]);
    expect(await reading[1]).toEqual(["a", "b"]);
  });

  it("is left by a reader that simply stops reading", async () => {
    const { log, source, stop } = shared();
    source.give("a", "b");
    for await (const { text } of log.join(null, new AbortController().signal)) if (text === "a") break;
    expect(stop.signal.aborted).toBe(true);
  });
});

describe("a reader that is slow", () => {
  it("is waited for, so that it loses nothing while it moves", async () => {
    const { log, source } = shared({ mostLines: 3 });
    const lines = log.join(null, new AbortController().signal);
    source.give(...numbers(1, 50), null);
    const seen: string[] = [];
    for await (const { text, skipped } of lines) {
      seen.push(text);
      expect(skipped).toBe(0);
      await turn();
      expect(source.taken()).toBeLessThanOrEqual(seen.length + 5);
    }
    expect(seen).toEqual(numbers(1, 50));
  });

  it("loses lines when it stands still, is told how many, and keeps nobody else waiting", async () => {
    const { log, source, timing } = shared({ mostLines: 3 });
    const still = log.join(null, new AbortController().signal);
    const quick = textsOf(log.join(null, new AbortController().signal));
    source.give("1");
    expect((await still.next()).value).toMatchObject({ text: "1" });
    source.give(...numbers(2, 20));
    await turn();
    expect(source.taken()).toBeLessThan(10);
    timing.advance(1_000);
    await turn();
    expect(source.taken()).toBe(20);
    expect((await still.next()).value).toMatchObject({ text: "18", skipped: 16 });
    for (const text of ["19", "20"]) expect((await still.next()).value).toMatchObject({ text, skipped: 0 });
    // It has caught up, so it is waited for again.
    source.give(...numbers(21, 40));
    await turn();
    expect(source.taken()).toBeLessThan(30);
    source.give(null);
    expect(await textsOf(still)).toEqual(numbers(21, 40));
    expect(await quick).toEqual(numbers(1, 40));
  });

  it("never makes more held than is allowed, whatever the lines", async () => {
    const { log, source, timing } = shared({ mostLines: 1_000, mostCharacters: 100 });
    const still = log.join(null, new AbortController().signal);
    source.give(...numbers(1, 9).map((n) => n.repeat(30)));
    await turn();
    timing.advance(1_000);
    await turn();
    expect(source.taken()).toBe(9);
    expect((await still.next()).value).toMatchObject({ text: "7".repeat(30), skipped: 6 });
  });
});
