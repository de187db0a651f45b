import { describe, expect, it } from "vitest";
import { pastFilter, pastFilterProblem } from "./past-filter";

const params = (at: string) => new URLSearchParams({ at });

describe("the moment in an address", () => {
  it.each([
    ["2026-11-24T14:32:05.123Z", "2026-11-24T14:32:05.123Z"],
    ["2026-11-24T14:32Z", "2026-11-24T14:32:00.000Z"],
    ["2026-11-24T14:32", "2026-11-24T14:32:00.000Z"],
    ["2026-02-30T14:32Z", null],
    ["2026-11-24T25:00Z", null],
    ["2026-11-24", null],
    ["yesterday", null],
    ["+275760-09-13T00:00Z", null],
    ["2026-11-24T14:32:05+02:00", null],
    ["", null],
  ])("%s is %s", (text, expected) => {
    expect(pastFilter(params(text)).at).toBe(expected);
    expect(pastFilterProblem(params(text)) === null).toBe(expected !== null);
  });

  it("may be left out, and goes with the overview's own filters", () => {
    const asked = new URLSearchParams({ q: "web", env: "dev", page: "2", column: "6" });
    expect(pastFilter(asked)).toEqual({ at: null, q: "web", env: "dev", page: 2, column: 6 });
    expect(pastFilterProblem(asked)).toBeNull();
    expect(pastFilterProblem(new URLSearchParams({ page: "0" }))).toContain("page is a whole number");
  });
});
