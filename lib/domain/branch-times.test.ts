import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branchTimes } from "./branch-times";

const NOW = new Date("2026-11-24T12:00:00Z");
const at = (time: string) => ({ at: new Date(`2026-11-24T${time}Z`) });
const told = (times: Date[]) => times.map((time) => time.toISOString().slice(11, 23));

describe("when a commit came to the branch", () => {
  it.each([
    ["its own time", [at("11:00:00"), at("10:00:00")], null, ["11:00:00.000", "10:00:00.000"]],
    ["not later than now", [at("13:00:00")], null, ["12:00:00.000"]],
    [
      "an old one that was pushed late: when the branch was last seen without it",
      [at("03:00:00")],
      at("11:59:00").at,
      ["11:59:00.000"],
    ],
    ["without a time: when it was seen", [{ at: null }], null, ["12:00:00.000"]],
    [
      "in the branch's order, whatever their clocks say",
      [at("10:00:00"), at("11:00:00")],
      null,
      ["10:00:00.000", "09:59:59.999"],
    ],
  ])("%s", (_what, commits, lastSeen, expected) => {
    expect(told(branchTimes(commits, lastSeen, NOW))).toEqual(expected);
  });

  it("keeps the branch's order and is never in the future", () => {
    const commit = fc.record({ at: fc.option(fc.date({ noInvalidDate: true })) });
    fc.assert(
      fc.property(fc.array(commit), fc.option(fc.date({ max: NOW, noInvalidDate: true })), (commits, lastSeen) => {
        const times = branchTimes(commits, lastSeen, NOW).map((time) => time.getTime());
        expect(
          times.every((time, i) => time <= NOW.getTime() && time < (times[i - 1] ?? Number.POSITIVE_INFINITY)),
        ).toBe(true);
      }),
    );
  });
});
