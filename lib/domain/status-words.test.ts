import { describe, expect, it } from "vitest";
import { capital, restartWords, syncTone, syncWords } from "./status-words";

describe("status in words", () => {
  it.each([
    ["Synced", "synced", "fine"],
    ["OutOfSync", "out of sync", "attention"],
    ["Unknown", "sync not known", "unknown"],
  ] as const)("says %s as %j", (sync, words, tone) => {
    expect([syncWords(sync), syncTone(sync)]).toEqual([words, tone]);
  });

  it.each([
    [0, ""],
    [1, "1 restart"],
    [12, "12 restarts"],
  ])("counts %i restarts", (count, words) => {
    expect(restartWords(count)).toBe(words);
  });

  it("begins a sentence with a capital, and nothing with nothing", () => {
    expect([capital(syncWords("OutOfSync")), capital("")]).toEqual(["Out of sync", ""]);
  });
});
