import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeLogs } from "./merge-logs";

const ALL = { lines: Number.POSITIVE_INFINITY, characters: Number.POSITIVE_INFINITY };
const T0 = 1_000_000;

describe("several logs as one", () => {
  it("goes by time, and keeps each log's own order when its times do not", () => {
    const merge = mergeLogs<string>();
    for (const name of ["a", "b"]) merge.add(name, 0);
    for (const [name, at] of [
      ["a", 1],
      ["a", 5],
      ["a", 3],
      ["b", 2],
      ["b", 4],
      ["b", 6],
    ] as const)
      merge.push(name, `${name}${at}`, T0 + at, 1, 0);
    for (const name of ["a", "b"]) merge.end(name);
    expect(merge.take(0, ALL)).toEqual(["a1", "b2", "b4", "a5", "a3", "b6"]);
  });

  it("puts a line without a time where the one before it stands", () => {
    const merge = mergeLogs<string>();
    for (const name of ["a", "b"]) merge.add(name, 0);
    merge.push("a", "refusal", null, 1, 0);
    merge.push("b", "b1", T0, 1, 0);
    merge.push("b", "b-", null, 1, 0);
    merge.push("a", "a2", T0 + 1, 1, 0);
    for (const name of ["a", "b"]) merge.end(name);
    expect(merge.take(0, ALL)).toEqual(["refusal", "b1", "b-", "a2"]);
  });

  it("waits for a log that was just opened, and not longer than two seconds", () => {
    const merge = mergeLogs<string>();
    for (const name of ["a", "b"]) merge.add(name, 0);
    merge.push("a", "a2", T0 + 2, 1, 10);
    expect(merge.take(900, ALL)).toEqual([]);
    merge.push("b", "b1", T0 + 1, 1, 950);
    expect(merge.take(950, ALL)).toEqual(["b1"]);
    expect(merge.take(1_060, ALL)).toEqual(["a2"]);
    const silent = mergeLogs<string>();
    for (const name of ["a", "b"]) silent.add(name, 0);
    silent.push("a", "a1", T0, 1, 10);
    expect(silent.take(1_999, ALL)).toEqual([]);
    expect(silent.take(2_000, ALL)).toEqual(["a1"]);
  });

  it("lets one that floods pass one that is silent, at once when it is full", () => {
    const merge = mergeLogs<number>();
    for (const name of ["flood", "silent"]) merge.add(name, 0);
    merge.push("silent", -1, T0, 1, 0);
    merge.push("flood", 0, T0 + 1, 1, 0);
    expect(merge.take(500, ALL)).toEqual([-1, 0]);
    let next = 1;
    while (!merge.isFull("flood")) merge.push("flood", next, T0 + 1 + next++, 1, 5_000);
    expect(merge.take(5_000, ALL).length).toBeGreaterThan(0);
    expect(merge.take(5_100, ALL).at(-1)).toBe(next - 1);
  });

  it("is full by lines or by what they hold, and empty again when they have gone", () => {
    const merge = mergeLogs<number>();
    merge.add("a", 0);
    merge.push("a", 1, T0, 500_000, 0);
    expect(merge.isFull("a")).toBe(true);
    expect(merge.take(0, ALL)).toEqual([1]);
    expect([merge.isFull("a"), merge.waiting()]).toEqual([false, 0]);
  });

  it("loses nothing, doubles nothing, orders what is whole, and takes no more than asked for", () => {
    const logs = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 7 }), (all, most) => {
        const merge = mergeLogs<{ log: number; index: number; at: number }>();
        all.forEach((lines, log) => {
          merge.add(`${log}`, 0);
          const sorted = [...lines].sort((a, b) => a - b);
          sorted.forEach((at, index) => {
            merge.push(`${log}`, { log, index, at }, T0 + at, 1, 0);
          });
          merge.end(`${log}`);
        });
        const out: { log: number; index: number; at: number }[] = [];
        for (;;) {
          const taken = merge.take(0, { ...ALL, lines: most });
          expect(taken.length).toBeLessThanOrEqual(most);
          if (taken.length === 0) break;
          out.push(...taken);
        }
        expect(out.length).toBe(all.flat().length);
        expect(out.map((line) => line.at)).toEqual([...out.map((line) => line.at)].sort((a, b) => a - b));
        all.forEach((lines, log) => {
          const own = out.filter((line) => line.log === log).map((line) => line.index);
          expect(own).toEqual(lines.map((_, index) => index));
        });
      }),
    );
  });

  it("carries a million lines of ten logs and never holds more than ten times its share", () => {
    const merge = mergeLogs<number>();
    const names = Array.from({ length: 10 }, (_, index) => `pod-${index}`);
    for (const name of names) merge.add(name, 0);
    const left = new Map(names.map((name) => [name, 100_000]));
    let out = 0;
    let largest = 0;
    let nowMs = 0;
    while (left.size > 0 || merge.waiting() > 0) {
      nowMs += 1;
      for (const [name, rest] of left) {
        let more = rest;
        while (more > 0 && !merge.isFull(name)) merge.push(name, 1, T0 + (100_000 - more--), 100, nowMs);
        if (more > 0) left.set(name, more);
        else {
          left.delete(name);
          merge.end(name);
        }
      }
      largest = Math.max(largest, merge.waiting());
      out += merge.take(nowMs, { lines: 5_000, characters: 1_000_000 }).length;
    }
    expect(out).toBe(1_000_000);
    expect(largest).toBeLessThanOrEqual(10_000);
  });
});
