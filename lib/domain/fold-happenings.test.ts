import { describe, expect, it } from "vitest";
import { type Around, foldsUnder, type Span, standsAlone } from "./fold-happenings";
import type { KeptObservation } from "./happening";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 12) + seconds * 1_000);
const deployment: Span = { id: "d", startedAt: at(0), at: at(30), outcome: "succeeded" };

type Seen = Pick<KeptObservation, "at" | "kind" | "from" | "to" | "service" | "details">;

function seen(seconds: number, kind: KeptObservation["kind"], to: string | null, change: Partial<Seen> = {}): Seen {
  return { at: at(seconds), kind, from: null, to, service: null, details: {}, ...change };
}

const by = (kind: string) => ({ details: { kind } });

describe("what is only a step of a deployment", () => {
  it.each([
    ["Git moved on, just before", seen(-30, "sync", "OutOfSync"), true],
    ["long before it began", seen(-61, "sync", "OutOfSync"), false],
    ["a difference while it runs", seen(10, "sync", "OutOfSync"), true],
    ["a difference well after it ended: somebody made it", seen(120, "sync", "OutOfSync"), false],
    ["in sync again", seen(120, "sync", "Synced"), true],
    ["not compared", seen(10, "sync", "Unknown"), false],
    ["moving", seen(60, "health", "Progressing"), true],
    ["well again", seen(500, "health", "Healthy"), true],
    ["well again, but an hour later", seen(3_600, "health", "Healthy"), false],
    ["not there yet", seen(10, "health", "Missing"), true],
    ["gone after it ended", seen(60, "health", "Missing"), false],
    ["Degraded", seen(60, "health", "Degraded"), false],
    ["its own operation", seen(30, "operation", "Succeeded", by("sync")), true],
    ["its own operation, failed: the deployment says so", seen(30, "operation", "Failed", by("sync")), true],
    ["the self-heal that follows it", seen(40, "operation", "Succeeded", by("self-heal")), true],
    ["a self-heal that fails", seen(40, "operation", "Failed", by("self-heal")), false],
    ["somebody's partial sync", seen(40, "operation", "Succeeded", by("partial-sync")), false],
    ["a failing pod", seen(20, "pod-failing", "web-1"), false],
    ["a pod that recovers", seen(20, "pod-recovered", null), false],
    ["the versions that follow", seen(20, "running-version", "1.1.0"), true],
  ])("%s", (_what, one, expected) => {
    expect(foldsUnder(one, deployment)).toBe(expected);
  });

  it("lasts as long as it runs", () => {
    const running: Span = { ...deployment, at: at(0), outcome: "running" };
    expect(foldsUnder(seen(50_000, "health", "Progressing"), running)).toBe(true);
  });
});

describe("what is told on its own", () => {
  const alone: Around = { deployments: [], beside: [], settledHealth: null };
  const app = { kind: "health", to: "Degraded", service: null } as const;
  const web = { ...app, service: "web" };
  const other = { ...app, service: "scheduler" };

  it.each([
    ["versions never", seen(0, "desired-version", "1.1.0"), alone, false],
    ["a revision that merely moved", seen(0, "revision", "abc"), alone, false],
    ["an operation that began: its end is told", seen(0, "operation", "Running", by("self-heal")), alone, false],
    ["how it ended", seen(0, "operation", "Succeeded", by("self-heal")), alone, true],
    ["a step of a deployment", seen(10, "sync", "Synced"), { ...alone, deployments: [deployment] }, false],
    ["a flap", seen(0, "health", "Healthy", { from: "Progressing" }), { ...alone, settledHealth: "Healthy" }, false],
    ["a first rollout", seen(0, "health", "Healthy", { from: "Progressing" }), alone, false],
    [
      "a recovery",
      seen(0, "health", "Healthy", { from: "Progressing" }),
      { ...alone, settledHealth: "Degraded" },
      true,
    ],
    [
      "the application, where one service says it",
      seen(0, "health", "Degraded"),
      { ...alone, beside: [app, web] },
      false,
    ],
    ["that service", seen(0, "health", "Degraded", { service: "web" }), { ...alone, beside: [app, web] }, true],
    ["the application, for several", seen(0, "health", "Degraded"), { ...alone, beside: [app, web, other] }, true],
    [
      "each of several",
      seen(0, "health", "Degraded", { service: "web" }),
      { ...alone, beside: [app, web, other] },
      false,
    ],
    [
      "several whose application stays",
      seen(0, "health", "Degraded", { service: "web" }),
      { ...alone, beside: [web, other] },
      true,
    ],
  ])("%s", (_what, one, around, expected) => {
    expect(standsAlone(one, around)).toBe(expected);
  });
});
