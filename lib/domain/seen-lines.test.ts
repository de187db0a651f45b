import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seenLines } from "./seen-lines";

const line = (at: number | null, text: string, pod = "p") => ({ at, pod, text });

describe("a log that is resumed", () => {
  it("gives no line twice and misses none, wherever it broke off", () => {
    const steps = fc.array(fc.constantFrom(0, 0, 1, 300, 2_500), { minLength: 1, maxLength: 60 });
    const words = fc.constantFrom("a", "b");
    fc.assert(
      fc.property(steps, fc.array(words, { minLength: 60, maxLength: 60 }), fc.nat(), (times, texts, cut) => {
        let at = 1_000;
        const log = times.map((step, index) => {
          at += step;
          return line(at, texts[index] ?? "");
        });
        const broke = cut % (log.length + 1);
        const seen = seenLines();
        const got = log.slice(0, broke);
        for (const one of got) seen.note(one);
        const since = seen.since();
        seen.resume();
        for (const one of log.filter((own) => since === null || (own.at ?? 0) >= since)) {
          if (!seen.isNew(one)) continue;
          seen.note(one);
          got.push(one);
        }
        expect(got).toEqual(log);
      }),
    );
  });

  it("reads from the beginning what has said nothing yet", () => {
    const seen = seenLines();
    expect(seen.since()).toBeNull();
    seen.note(line(null, "container nope is not valid"));
    expect(seen.since()).toBeNull();
  });

  it("knows whether the break may have swallowed lines", () => {
    const seen = seenLines();
    seen.note(line(1_000, "one"));
    seen.resume();
    expect(seen.isNew(line(9_000, "much later"))).toBe(true);
    expect(seen.hasOverlapped()).toBe(false);
    seen.resume();
    expect(seen.isNew(line(1_000, "one"))).toBe(false);
    expect(seen.hasOverlapped()).toBe(true);
  });

  it("tells pods apart, and holds a bounded number of lines", () => {
    const seen = seenLines();
    seen.note(line(1_000, "same", "one"));
    seen.resume();
    expect(seen.isNew(line(1_000, "same", "other"))).toBe(true);
    for (let index = 0; index < 100_000; index++) seen.note(line(5_000, `${index}`));
    seen.resume();
    expect(seen.isNew(line(5_000, "99999"))).toBe(false);
    expect(seen.isNew(line(5_000, "1"))).toBe(true);
  });
});
