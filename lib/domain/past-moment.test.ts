import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attemptThen, environmentThen, isUnwatched, type PastApplication } from "./past-moment";
import { TONES, worseTone } from "./status";

const state = (change: Partial<PastApplication> = {}): PastApplication => ({
  tone: "fine",
  sync: "Synced",
  health: "Healthy",
  present: true,
  ...change,
});
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 14, minute));

describe("an environment as it was", () => {
  it("is not known where nothing of it was", () => {
    expect(environmentThen([], [])).toBeNull();
  });

  it.each([
    ["all well", [state()], [state()], { tone: "fine", words: "Healthy", sync: "Synced", applications: 1, failing: 0 }],
    [
      "a cell that failed under an Application that did not say so yet",
      [state()],
      [state({ tone: "failing" })],
      { tone: "failing", words: "Failing", failing: 0 },
    ],
    [
      "one of two Applications degraded",
      [state(), state({ tone: "failing", health: "Degraded", sync: "OutOfSync" })],
      [],
      { tone: "failing", words: "Degraded", sync: "OutOfSync", applications: 2, failing: 1 },
    ],
    [
      "an Application that had left",
      [state({ present: false, tone: "failing" }), state()],
      [],
      { tone: "failing", applications: 1, failing: 0, sync: "Synced" },
    ],
    ["cells alone", [], [state({ sync: "OutOfSync", tone: "waiting" })], { sync: "OutOfSync", words: "Waiting" }],
    ["one that could not be compared", [state({ sync: "Unknown" }), state()], [], { sync: "Unknown" }],
  ] as const)("%s", (_name, applications, cells, expected) => {
    expect(environmentThen(applications, cells)).toMatchObject(expected);
  });

  it("is never better than anything in it", () => {
    const states = fc.array(
      fc.constantFrom(...TONES).map((tone) => state({ tone })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(states, fc.array(fc.constantFrom(...TONES)), (applications, cells) => {
        const tone = environmentThen(
          applications,
          cells.map((one) => state({ tone: one })),
        )?.tone;
        for (const one of [...applications.map((a) => a.tone), ...cells])
          expect(tone && worseTone(tone, one)).toBe(tone);
      }),
    );
  });
});

describe("an attempt as it stood then", () => {
  const ended = { startedAt: at(10), at: at(20), outcome: "failed" as const };
  it.each([
    ["before it began", ended, 9, null],
    ["at its beginning", ended, 10, { outcome: "running", at: at(10) }],
    ["while it ran", ended, 19, { outcome: "running", at: at(10) }],
    ["at its end", ended, 20, { outcome: "failed", at: at(20) }],
    ["long after", ended, 50, { outcome: "failed", at: at(20) }],
    ["before the end of one whose beginning is not known", { ...ended, startedAt: null }, 15, null],
  ] as const)("%s", (_name, attempt, minute, expected) => {
    expect(attemptThen(attempt, at(minute))).toEqual(expected);
  });
});

describe("when nobody was listening", () => {
  it.each([
    [{ from: at(10), until: at(20) }, 9, false],
    [{ from: at(10), until: at(20) }, 10, false],
    [{ from: at(10), until: at(20) }, 15, true],
    [{ from: at(10), until: at(20) }, 20, false],
    [{ from: at(10), until: null }, 59, true],
  ])("%o at minute %i: %s", (gap, minute, expected) => {
    expect(isUnwatched(gap, at(minute))).toBe(expected);
  });
});
