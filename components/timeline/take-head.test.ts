import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimelineEntry, TimelinePage } from "@/lib/http/contracts/timeline";
import { addOlder, countNew, takeHead } from "./take-head";

/** Number 9 happened at 9 o'clock. */
function entry(hour: number, change: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    id: `observation:${hour}`,
    at: new Date(Date.UTC(2026, 10, 24) + hour * 3_600_000).toISOString(),
    kind: "health",
    who: null,
    words: `number ${hour}`,
    detail: "",
    tone: "fine",
    chip: "healthy",
    environment: null,
    href: null,
    outside: null,
    changes: [],
    steps: [],
    times: 1,
    ...change,
  };
}

const page = (hours: number[], next: string | null = "more"): TimelinePage => ({
  entries: hours.map((hour) => entry(hour)),
  next,
  searchedTo: null,
});
const hoursOf = ({ entries }: TimelinePage) => entries.map(({ id }) => Number(id.split(":")[1]));

describe("what is new", () => {
  it.each([
    ["nothing", [5, 4, 3], [5, 4, 3], 0],
    ["what was not there", [5, 4, 3], [7, 6, 5], 2],
    ["all of it, after a long sleep", [5, 4, 3], [9, 8, 7], 3],
  ])("%s", (_what, shown, newest, count) => {
    expect(countNew(page(shown), page(newest))).toBe(count);
  });

  it("is also what has ended since", () => {
    const shown = { ...page([]), entries: [entry(5), entry(4, { id: "deployment:x" })] };
    const newest = { ...page([]), entries: [entry(6, { id: "deployment:x" }), entry(5)] };
    expect(countNew(shown, newest)).toBe(1);
    expect(takeHead(shown, newest).entries.map(({ id }) => id)).toEqual(["deployment:x", "observation:5"]);
  });
});

describe("taking in what is new", () => {
  it.each([
    ["before what is older", [5, 4, 3, 2], [7, 6, 5, 4], [7, 6, 5, 4, 3, 2]],
    ["with what came late between", [7, 5, 3], [7, 6, 5], [7, 6, 5, 3]],
    ["without what has since become a step of something", [7, 6, 5, 3], [7, 5], [7, 5, 3]],
    ["alone, where it does not meet what is shown", [3, 2, 1], [9, 8, 7], [9, 8, 7]],
    ["nothing, where a search found nothing so far", [3, 2, 1], [], [3, 2, 1]],
  ])("%s", (_what, shown, newest, expected) => {
    expect(hoursOf(takeHead(page(shown), page(newest)))).toEqual(expected);
  });

  it("all there is, where it is all", () => {
    expect(hoursOf(takeHead(page([5, 4]), page([6], null)))).toEqual([6]);
  });

  it("never doubles and never turns the order, however pages come", () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 30 })).map((list) => list.sort((a, b) => b - a));
    fc.assert(
      fc.property(hours, hours, hours, (shown, newest, older) => {
        const taken = addOlder(
          takeHead(page(shown), page(newest)),
          page(older.filter((hour) => hour < (shown.at(-1) ?? 0))),
        );
        const all = hoursOf(taken);
        expect(new Set(all).size).toBe(all.length);
        expect(hoursOf(takeHead(page(shown), page(newest)))).toEqual(
          [...hoursOf(takeHead(page(shown), page(newest)))].sort((a, b) => b - a),
        );
      }),
    );
  });
});
