import { describe, expect, it } from "vitest";
import type { AuditEntry } from "@/lib/domain/audit/event";
import type { DemoClocks } from "@/lib/ports";
import { advanceDemoClock } from "./advance-demo-clock";

const NOW = new Date("2026-11-24T10:00:00Z");
const HOUR = 3_600_000;

function demo(outcome: Awaited<ReturnType<DemoClocks["advanceTo"]>> = { ok: true, value: undefined }) {
  const asked: Date[] = [];
  const recorded: AuditEntry[] = [];
  const clocks: DemoClocks = {
    advanceTo: async (target) => {
      asked.push(target);
      return outcome;
    },
  };
  const audit = { append: async (entries: AuditEntry[]) => void recorded.push(...entries) };
  return { asked, recorded, parts: { clock: { now: () => NOW }, clocks, audit } };
}

const by = (to: Date) => ({ to, actor: null, pipeline: null, requestId: "r-1", address: null });

describe("jumping the demo's clock", () => {
  it("moves forward to the time that was asked for", async () => {
    const { asked, recorded, parts } = demo();
    const to = new Date(NOW.getTime() + 4 * HOUR);
    expect(await advanceDemoClock(parts, by(to))).toEqual({ ok: true, now: to });
    expect(asked).toEqual([to]);
    expect(recorded).toMatchObject([{ kind: "demo-clock-moved", at: NOW, details: { to: to.toISOString() } }]);
  });

  it("never goes back, says where it stands, and brings along whoever did not follow the last time", async () => {
    const { asked, parts } = demo();
    expect(await advanceDemoClock(parts, by(new Date(NOW.getTime() - HOUR)))).toEqual({ ok: true, now: NOW });
    expect(asked).toEqual([NOW]);
  });

  it.each([
    ["too far", new Date(NOW.getTime() + 32 * 24 * HOUR)],
    ["no time at all", new Date(Number.NaN)],
  ])("refuses %s", async (_what, to) => {
    const { asked, recorded, parts } = demo();
    expect(await advanceDemoClock(parts, by(to))).toMatchObject({ ok: false, refusal: "bad-input" });
    expect([asked, recorded]).toEqual([[], []]);
  });

  it("tells when a simulator did not follow", async () => {
    const { parts } = demo({ ok: false, failure: { kind: "unreachable", status: null, detail: "It is away." } });
    expect(await advanceDemoClock(parts, by(new Date(NOW.getTime() + HOUR)))).toEqual({
      ok: false,
      refusal: "outside-away",
      message: "It is away. Try again.",
    });
  });
});
