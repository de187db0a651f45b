import fc from "fast-check";
import { expect, it } from "vitest";
import cases from "./window-cases.json";
import { assignedWindows, canSync, decideWindows, InvalidWindows, isActive } from "./windows";
import type { Project, SyncWindow } from "./wire";

const target = {
  name: "production-env-1-linq-platform",
  destination: { server: "https://kubernetes.default.svc", namespace: "production-env-1" },
};

function projectWith(syncWindows: SyncWindow[]): Project {
  const metadata = {
    name: "linq",
    namespace: "argocd",
    uid: "",
    resourceVersion: "1",
    generation: 1,
    creationTimestamp: "",
  };
  return { metadata, spec: { syncWindows }, status: {} };
}

// What a real server answered for each set of windows, with the time it answered.
it.each(cases)("$name", ({ at, windows, canSync: allowed, active, assigned, error }) => {
  const decide = () => decideWindows(projectWith(windows), target, Date.parse(at));
  if (error !== undefined) {
    expect(decide).toThrow(InvalidWindows);
    expect(decide).toThrow(error.replace("invalid sync windows: ", ""));
    return;
  }
  const decision = decide();
  expect({
    canSync: canSync(decision, true),
    active: decision.active.length,
    assigned: decision.assigned.length,
  }).toEqual({ canSync: allowed, active, assigned });
});

it("opens just after the minute and closes just before the end", () => {
  const window = { kind: "allow", schedule: "54 * * * *", duration: "1m" };
  const at = (time: string) => isActive(window, Date.parse(`2026-11-24T02:${time}Z`));
  expect([at("53:59.999"), at("54:00.000"), at("54:00.001"), at("54:59.999"), at("55:00.000")]).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
});

it("lets no automatic sync through where only manual ones may pass", () => {
  const closed = { kind: "allow", schedule: "0 5 * * *", duration: "1h", applications: ["*"], manualSync: true };
  const decision = decideWindows(projectWith([closed]), target, Date.parse("2026-11-24T02:00:00Z"));
  expect([canSync(decision, true), canSync(decision, false)]).toEqual([true, false]);
});

it("never allows an automatic sync that it refuses by hand", () => {
  const flags = fc.record({ kind: fc.constantFrom("allow", "deny"), manualSync: fc.boolean(), open: fc.boolean() });
  fc.assert(
    fc.property(fc.array(flags, { maxLength: 5 }), (list) => {
      const assigned = list.map(({ kind, manualSync }) => ({ kind, manualSync }));
      const active = assigned.filter((_, index) => list[index]?.open);
      return canSync({ active, assigned }, true) || !canSync({ active, assigned }, false);
    }),
  );
});

it("matches nothing when a window names nothing", () => {
  expect(assignedWindows(projectWith([{ kind: "deny", schedule: "* * * * *", duration: "1h" }]), target)).toEqual([]);
});
