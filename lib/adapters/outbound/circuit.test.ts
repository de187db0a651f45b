import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome, OutsideFailure } from "@/lib/ports";
import { createCircuit } from "./circuit";

const fails = (kind: OutsideFailure["kind"]): Outcome<string> => ({
  ok: false,
  failure: { kind, status: null, detail: kind },
});
const fine: Outcome<string> = { ok: true, value: "fine" };

function aCircuit() {
  let nowMs = 0;
  let calls = 0;
  const circuit = createCircuit({ failures: 3, openMs: 1_000, nowMs: () => nowMs });
  const call = (outcome: Outcome<string>) =>
    circuit.run(async () => {
      calls += 1;
      return outcome;
    });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { circuit, call, calls: () => calls, pass };
}

describe("the circuit", () => {
  it("opens after so many failures in a row, and then fails at once with the last reason", async () => {
    const { call, calls, circuit } = aCircuit();
    for (const _ of [1, 2, 3]) await call(fails("unreachable"));
    expect(circuit.isOpen()).toBe(true);
    expect(await call(fine)).toEqual(fails("unreachable"));
    expect(calls()).toBe(3);
  });

  it("lets one try after its pause, and no second one beside it", async () => {
    const { call, calls, circuit, pass } = aCircuit();
    for (const _ of [1, 2, 3]) await call(fails("unreachable"));
    pass(1_000);
    const [first, second] = await Promise.all([call(fine), call(fine)]);
    expect(first).toEqual(fine);
    expect(second).toEqual(fails("unreachable"));
    expect(calls()).toBe(4);
    expect(circuit.isOpen()).toBe(false);
  });

  it("stays open when that try fails too", async () => {
    const { call, calls, pass } = aCircuit();
    for (const _ of [1, 2, 3]) await call(fails("rate-limited"));
    pass(1_000);
    await call(fails("unreachable"));
    pass(999);
    expect(await call(fine)).toEqual(fails("unreachable"));
    expect(calls()).toBe(4);
  });

  it("never opens while the other side answers, however badly", async () => {
    const kinds = fc.constantFrom("refused-us", "refused-this", "not-found", "busy", "failed", "misconfigured");
    await fc.assert(
      fc.asyncProperty(fc.array(kinds as fc.Arbitrary<OutsideFailure["kind"]>), async (answers) => {
        const { call, circuit } = aCircuit();
        await call(fails("unreachable"));
        await call(fails("unreachable"));
        for (const kind of answers) await call(fails(kind));
        expect(circuit.isOpen()).toBe(false);
      }),
    );
  });

  it("lets callers through that pace themselves, and learns from them", async () => {
    const { call, circuit } = aCircuit();
    for (const _ of [1, 2, 3]) await call(fails("unreachable"));
    expect(await circuit.always(async () => fine)).toEqual(fine);
    expect(await call(fine)).toEqual(fine);
  });
});
