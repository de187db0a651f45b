import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resourceTone } from "./resource-tone";
import { type HealthState, TONES, worseTone, worstHealth, worstTone } from "./status";

const tones = fc.constantFrom(...TONES);
const order: HealthState[] = ["Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown"];

describe("the worst of several", () => {
  it("is among them, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.array(tones, { minLength: 1 }), (some) => {
        const worst = worstTone(some);
        expect(some).toContain(worst);
        expect(worstTone([...some].reverse())).toBe(worst);
        for (const tone of some) expect(worseTone(worst, tone)).toBe(worst);
      }),
    );
    expect(worstTone([])).toBe("fine");
  });

  it("follows Argo CD's own order of health, in which Unknown is worst", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order), { minLength: 1 }), (some) => {
        expect(worstHealth(some)).toBe(order.findLast((health) => some.includes(health)));
      }),
    );
    expect(worstHealth([])).toBeNull();
  });
});

describe("how one resource stands", () => {
  it.each([
    ["Healthy", "Synced", false, "fine"],
    [null, "Synced", false, "fine"],
    [null, null, false, "fine"],
    ["Healthy", "OutOfSync", false, "attention"],
    [null, "OutOfSync", false, "attention"],
    ["Healthy", "Synced", true, "attention"],
    ["Healthy", "Unknown", true, "unknown"],
    [null, "Unknown", true, "unknown"],
    ["Progressing", "OutOfSync", false, "moving"],
    ["Degraded", "Synced", false, "failing"],
    ["Missing", "OutOfSync", false, "failing"],
    ["Suspended", "Synced", false, "attention"],
    ["Unknown", "Synced", false, "unknown"],
  ] as const)("%s and %s, to prune: %s → %s", (health, sync, requiresPruning, tone) => {
    expect(resourceTone({ health, sync, requiresPruning })).toBe(tone);
  });
});
