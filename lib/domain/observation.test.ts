import { describe, expect, it } from "vitest";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { observeChanges } from "./observation";
import type { ObservedApplication } from "./observed";
import { type PodsOfService, type Projection, projectApplication } from "./projection";

const AT = new Date("2026-11-24T10:00:00Z");
const pods = (change: Partial<PodsOfService> = {}): Record<string, PodsOfService> => ({
  web: { running: ["2.4.0"], ready: null, failing: [], stillServes: null, ...change },
});
const failing = (pod: string) => ({
  pod,
  version: "2.5.0",
  reason: "Crash loop",
  message: "back-off",
  restarts: 2,
  since: "",
});

function look(
  application: Partial<ObservedApplication> = {},
  change: { pods?: Record<string, PodsOfService>; desired?: Record<string, string>; present?: boolean } = {},
): Projection {
  return projectApplication({
    id: "id",
    instance: "default",
    application: anApplication(application),
    present: true,
    place: { environment: "dev", services: ["web"] },
    pods: pods(),
    desired: { web: "2.4.0" },
    inGit: {},
    gitIsAhead: false,
    ...change,
  });
}

const DEPLOYMENT = {
  group: "apps",
  version: "v1",
  kind: "Deployment",
  namespace: "dev",
  hook: false,
  requiresPruning: false,
};

function lookAtTwo(inventory: "Healthy" | "Degraded", application: Partial<ObservedApplication> = {}): Projection {
  const deployment = (name: string, health: "Healthy" | "Degraded") => ({
    ...DEPLOYMENT,
    name,
    health,
    healthMessage: "",
    sync: "Synced" as const,
  });
  const resources = [deployment("web", "Healthy"), deployment("inventory", inventory)];
  return projectApplication({
    id: "id",
    instance: "default",
    application: anApplication({ resources, health: inventory, ...application }),
    present: true,
    place: { environment: "dev", services: ["web", "inventory"] },
    pods: {},
    desired: {},
    inGit: {},
    gitIsAhead: false,
  });
}

const told = (before: Projection | null, after: Projection) =>
  observeChanges(before, after, AT).map(({ kind, from, to }) => `${kind}: ${from} → ${to}`);

describe("what is kept as history", () => {
  it("is nothing when nothing changed, and only its coming at the first look", () => {
    expect(told(look(), look())).toEqual([]);
    expect(told(null, look())).toEqual(["appeared: null → dev-env-1-linq-platform"]);
  });

  it.each<[string, Projection, string[]]>([
    [
      "sync and health",
      look({ sync: "OutOfSync", health: "Progressing" }),
      ["sync: Synced → OutOfSync", "health: Healthy → Progressing"],
    ],
    [
      "a revision that moved, which is no deployment",
      look({ revision: "b".repeat(40) }),
      [`revision: ${"a".repeat(40)} → ${"b".repeat(40)}`],
    ],
    [
      "a comparison that fails: its revision is none",
      look({ sync: "Unknown", revision: "main", conditions: [{ type: "ComparisonError", message: "", since: null }] }),
      ["sync: Synced → Unknown"],
    ],
    [
      "a deployment",
      look({
        history: [
          {
            id: 1,
            revision: "c".repeat(40),
            deployedAt: AT,
            startedAt: AT,
            initiatedBy: { username: "", automated: true },
          },
        ],
      }),
      [`deployed-revision: ${"a".repeat(40)} → ${"c".repeat(40)}`],
    ],
    [
      "the version in Git and the one that runs",
      look({}, { desired: { web: "2.5.0" }, pods: pods({ running: ["2.4.0", "2.5.0"] }) }),
      ["desired-version: 2.4.0 → 2.5.0", "running-version: 2.4.0 → 2.4.0, 2.5.0"],
    ],
    ["no pod left", look({}, { pods: pods({ running: [] }) }), ["running-version: 2.4.0 → null"]],
    ["a pod that fails", look({}, { pods: pods({ failing: [failing("p")] }) }), ["pod-failing: null → p"]],
    ["its leaving", look({}, { present: false }), ["disappeared: dev-env-1-linq-platform → null"]],
  ])("%s", (_name, after, expected) => {
    expect(told(look(), after)).toEqual(expected);
  });

  it("says which of several services degraded, beside their application", () => {
    const seen = observeChanges(lookAtTwo("Healthy"), lookAtTwo("Degraded"), AT);
    expect(seen.map(({ service, kind, from, to }) => [service, kind, from, to])).toEqual([
      [null, "health", "Healthy", "Degraded"],
      ["inventory", "health", "Healthy", "Degraded"],
    ]);
    expect(observeChanges(lookAtTwo("Degraded"), lookAtTwo("Degraded"), AT)).toEqual([]);
  });

  it("says which of several services is out of sync though the application was so already", () => {
    const outOf = (...names: string[]) => {
      const { application } = lookAtTwo("Healthy");
      const resources = application.resources.map((one) => ({
        ...one,
        sync: names.includes(one.name) ? ("OutOfSync" as const) : ("Synced" as const),
      }));
      return lookAtTwo("Healthy", { sync: "OutOfSync", resources });
    };
    const seen = observeChanges(outOf("web"), outOf("web", "inventory"), AT);
    expect(seen.map(({ service, kind, from, to }) => [service, kind, from, to])).toEqual([
      ["inventory", "sync", "Synced", "OutOfSync"],
    ]);
  });

  it("tells a pod's failing once, and its end", () => {
    const broken = look({}, { pods: pods({ failing: [failing("p")] }) });
    expect(told(broken, broken)).toEqual([]);
    expect(told(broken, look())).toEqual(["pod-recovered: p → null"]);
  });

  it("keeps what an operation was, so that a self-heal is never taken for a deployment", () => {
    const healed = look({ operation: anOperation({ partial: true, selfHeal: true, message: "ok" }) });
    const [seen] = observeChanges(look(), healed, AT);
    expect(seen).toMatchObject({
      kind: "operation",
      to: "Succeeded",
      details: { kind: "self-heal", by: "Argo CD", message: "ok" },
    });
  });

  it("tells each phase of an operation, and the next operation that ends as the last did", () => {
    const phase = (name: "Running" | "Succeeded", minute = 0) =>
      look({ operation: anOperation({ phase: name, startedAt: new Date(Date.UTC(2026, 10, 24, 10, minute)) }) });
    expect(told(phase("Running"), phase("Succeeded"))).toEqual(["operation: Running → Succeeded"]);
    expect(told(phase("Succeeded"), phase("Succeeded", 5))).toEqual(["operation: Succeeded → Succeeded"]);
    expect(told(phase("Succeeded"), phase("Succeeded"))).toEqual([]);
  });
});
