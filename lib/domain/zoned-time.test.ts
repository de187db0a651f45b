import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, instantOf, isZone, localDate, offsetPeriods, wallClock, weekday } from "./zoned-time";

const HOUR = 3_600_000;
const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Asia/Kathmandu",
);
const instants = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) });

describe("time zones", () => {
  it.each([
    ["UTC", true],
    ["Europe/Berlin", true],
    ["America/Argentina/Buenos_Aires", true],
    ["Etc/GMT+3", true],
    ["", false],
    ["Mars/Base", false],
    ["+02:00", false],
    ["Europe/Berlin ", false],
    ["../etc/passwd", false],
  ])("“%s” is one: %s", (zone, known) => {
    expect(isZone(zone)).toBe(known);
  });

  it.each([
    ["2026-02-28", 1, "2026-3-1"],
    ["2028-02-28", 1, "2028-2-29"],
    ["2026-12-31", 1, "2027-1-1"],
    ["2026-03-01", -1, "2026-2-28"],
    ["2026-11-30", 7, "2026-12-7"],
  ])("%s and %i days is %s", (from, days, to) => {
    const moved = addDays(localDate(Date.parse(`${from}T00:00Z`), "UTC"), days);
    expect(`${moved.year}-${moved.month}-${moved.day}`).toBe(to);
  });

  it("counts the days of the week from Sunday", () => {
    expect(weekday({ year: 2026, month: 11, day: 24 })).toBe(2);
    expect(weekday({ year: 2028, month: 2, day: 29 })).toBe(2);
  });

  it("finds the first instant at which the clocks of a zone show a minute or have passed it", () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 0, max: 1_439 }), (zone, near, minute) => {
        const date = localDate(near, zone);
        const wall = Date.UTC(date.year, date.month - 1, date.day) + minute * 60_000;
        const at = instantOf(date, minute, zone);
        expect(wallClock(at, zone)).toBeGreaterThanOrEqual(wall);
        for (const earlier of [1, 1_000, HOUR / 2, HOUR, 3 * HOUR])
          expect(wallClock(at - earlier, zone)).toBeLessThan(wall);
      }),
      { numRuns: 500 },
    );
  });

  it("cuts time into spans of one offset, without gaps", () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 1, max: 400 }), (zone, from, days) => {
        const until = from + days * 24 * HOUR;
        const periods = offsetPeriods(from, until, zone);
        expect(periods[0]?.start).toBe(from);
        expect(periods.at(-1)?.end).toBe(until);
        for (const [index, { start, end, offset }] of periods.entries()) {
          expect(wallClock(start, zone) - start).toBe(offset);
          expect(wallClock(end - 1, zone) - (end - 1)).toBe(offset);
          if (index > 0) expect(periods[index - 1]?.end).toBe(start);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("keeps the milliseconds of instants before 1970", () => {
    expect(wallClock(-1, "Europe/Berlin")).toBe(HOUR - 1);
  });
});
