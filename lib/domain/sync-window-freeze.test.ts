import { describe, expect, it } from "vitest";
import { parseFreeze } from "./sync-window-freeze";

describe("a freeze", () => {
  it.each([
    ["2026-12-21", "2027-01-04", "2026-12-21T00:00:00.000Z", "2027-01-05T00:00:00.000Z"],
    ["2026-12-21", "2026-12-21", "2026-12-21T00:00:00.000Z", "2026-12-22T00:00:00.000Z"],
    ["2028-02-29", "2028-02-29", "2028-02-29T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
    ["2026-12-21T18:00Z", "2026-12-21T19:30:15Z", "2026-12-21T18:00:00.000Z", "2026-12-21T19:30:15.000Z"],
    ["2026-12-21 18:00+01:00", "2026-12-22", "2026-12-21T17:00:00.000Z", "2026-12-23T00:00:00.000Z"],
  ])("from %s to %s", (from, to, start, end) => {
    expect(parseFreeze({ from, to })).toEqual({ ok: true, start: Date.parse(start), end: Date.parse(end) });
  });

  it.each([
    ["2026-02-30", "2026-03-01", "“2026-02-30” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z"],
    ["2027-02-29", "2027-03-01", "“2027-02-29” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z"],
    ["2026-12-21", "4 January", "“4 January” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z"],
    [
      "2026-12-21T18:00",
      "2026-12-22",
      "“2026-12-21T18:00” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z",
    ],
    [
      "2026-12-21T25:00Z",
      "2026-12-22",
      "“2026-12-21T25:00Z” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z",
    ],
    ["21.12.2026", "2026-12-22", "“21.12.2026” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z"],
    ["2027-01-04", "2026-12-21", "the freeze ends (2026-12-21) before it begins (2027-01-04)"],
    [
      "2026-12-21T18:00Z",
      "2026-12-21T18:00Z",
      "the freeze ends (2026-12-21T18:00Z) before it begins (2026-12-21T18:00Z)",
    ],
  ])("from %s to %s is refused", (from, to, reason) => {
    expect(parseFreeze({ from, to })).toEqual({ ok: false, reason });
  });
});
