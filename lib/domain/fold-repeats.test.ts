import { describe, expect, it } from "vitest";
import { foldRepeats } from "./fold-repeats";

const one = (minute: number, words: string, times = 1) => ({
  at: new Date(Date.UTC(2026, 10, 24, 12, minute)).toISOString(),
  kind: "pods",
  words,
  times,
});
const fold = (...entries: ReturnType<typeof one>[]) =>
  foldRepeats(entries, (a, b) => a.words === b.words).map(
    ({ words, times, at }) => `${at.slice(14, 16)} ${words} ${times}`,
  );

describe("what happens again and again", () => {
  it.each([
    ["neighbours fold into the newest", [one(9, "a"), one(8, "a"), one(7, "a", 4)], ["09 a 6"]],
    [
      "nothing is told before what came between",
      [one(9, "a"), one(8, "b"), one(7, "a")],
      ["09 a 1", "08 b 1", "07 a 1"],
    ],
  ])("%s", (_what, entries, expected) => {
    expect(fold(...entries)).toEqual(expected);
  });

  it("is news again after an hour", () => {
    const [newest, old] = [one(59, "a"), { ...one(59, "a"), at: "2026-11-24T11:58:00.000Z" }];
    expect(fold(newest, old)).toEqual(["59 a 1", "58 a 1"]);
  });
});
