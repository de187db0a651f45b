import { describe, expect, it } from "vitest";
import type { DemoClocks } from "@/lib/ports";
import { advanceDemoClock } from "./advance-demo-clock";

const NOW = new Date("2026-11-24T10:00:00Z");
const HOUR = 3_600_000;

function demo(outcome: Awaited<ReturnType<DemoClocks["advanceTo"]>> = { ok: true, value: undefined }) {
  const asked: Date[] = [];
  const clocks: DemoClocks = {
    advanceTo: async (target) => {
      asked.push(target);
      return outcome;
    },
  };
  return { asked, parts: { clock: { now: () => NOW }, clocks } };
}

describe("jumping the demo's clock", () => {
  it("moves forward to the time that was asked for", async () => {
    const { asked, parts } = demo();
    const to = new Date(NOW.getTime() + 4 * HOUR);
    expect(await advanceDemoClock(parts, to)).toEqual({ ok: true, now: to });
    expect(asked).toEqual([to]);
  });

  it("never goes back, says where it stands, and brings along whoever did not follow the last time", async () => {
    const { asked, parts } = demo();
    expect(await advanceDemoClock(parts, new Date(NOW.getTime() - HOUR))).toEqual({ ok: true, now: NOW });
    expect(asked).toEqual([NOW]);
  });

  it.each([
    ["too far", new Date(NOW.getTime() + 32 * 24 * HOUR)],
    ["no time at all", new Date(Number.NaN)],
  ])("refuses %s", async (_what, to) => {
    const { asked, parts } = demo();
    expect(await advanceDemoClock(parts, to)).toMatchObject({ ok: false, refusal: "bad-input" });
    expect(asked).toEqual([]);
  });

  it("tells when a simulator did not follow", async () => {
    const { parts } = demo({ ok: false, failure: { kind: "unreachable", status: null, detail: "It is away." } });
    expect(await advanceDemoClock(parts, new Date(NOW.getTime() + HOUR))).toEqual({
      ok: false,
      refusal: "outside-away",
      message: "It is away. Try again.",
    });
  });
});
