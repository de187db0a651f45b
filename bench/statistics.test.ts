import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile, spreadOf } from "./statistics";

describe("percentiles", () => {
  it("take the nearest rank", () => {
    const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(spreadOf(samples)).toEqual({ samples: 200, median: 100, p99: 198, most: 200 });
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it("are samples, with at least that share at or below them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (samples, share) => {
          const found = percentile(samples, share);
          expect(samples).toContain(found);
          expect(samples.filter((sample) => sample <= found).length).toBeGreaterThanOrEqual(
            share * samples.length - 1e-9,
          );
        },
      ),
    );
  });
});
