import { describe, expect, it } from "vitest";
import type { Outcome, OutsideFailure } from "@/lib/ports";
import { withRetries } from "./retry";

const fails = (kind: OutsideFailure["kind"], retryAfterMs = 0): Outcome<string> & { retryAfterMs: number } => ({
  ok: false,
  failure: { kind, status: null, detail: "" },
  retryAfterMs,
});
const fine: Outcome<string> = { ok: true, value: "fine" };

async function tried(outcomes: Outcome<string>[], stopIf = () => false) {
  const waits: number[] = [];
  let calls = 0;
  const wait = async (ms: number) => void waits.push(ms);
  const outcome = await withRetries(async () => outcomes[calls++] ?? fine, { stopIf, wait });
  return { outcome, calls, waits };
}

describe("calls that change nothing", () => {
  it("are made three times at most, and wait longer each time, never in step", async () => {
    const { outcome, calls, waits } = await tried(Array.from({ length: 5 }, () => fails("unreachable")));
    expect(outcome.ok).toBe(false);
    expect(calls).toBe(3);
    expect(waits[0]).toBeGreaterThanOrEqual(50);
    expect(waits[0]).toBeLessThan(150);
    expect(waits[1]).toBeGreaterThanOrEqual(150);
    expect(waits[1]).toBeLessThan(450);
  });

  it("end with the first answer", async () => {
    expect(await tried([fails("unreachable"), fine])).toMatchObject({ outcome: fine, calls: 2 });
  });

  it("are not made again for an answer, nor when the circuit opened", async () => {
    for (const kind of ["refused-us", "refused-this", "not-found", "failed", "misconfigured", "busy"] as const)
      expect((await tried([fails(kind)])).calls).toBe(1);
    expect((await tried([fails("unreachable")], () => true)).calls).toBe(1);
  });

  it("wait as long as they are told to, within reason", async () => {
    expect((await tried([fails("rate-limited", 2_000), fine])).waits).toEqual([2_000]);
    expect((await tried([fails("rate-limited", 3_600_000), fine])).waits).toEqual([5_000]);
  });
});
