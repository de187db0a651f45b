import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellFacts, cellVerdict } from "./cell-state";

const fine: CellFacts = {
  present: true,
  everDeployed: true,
  sync: "Synced",
  health: "Healthy",
  comparisonFailed: false,
  operationRunning: false,
  lastSyncFailed: false,
  desired: "2.4.0",
  running: ["2.4.0"],
  failingReason: null,
  gitIsAhead: false,
};

describe("the verdict on one service in one environment", () => {
  it.each<[string, Partial<CellFacts>, string, string, string]>([
    ["all is well", {}, "healthy", "fine", "Healthy"],
    ["Argo CD does not have it", { present: false }, "missing", "failing", "Not in Argo CD"],
    [
      "a pod crashes while Argo CD still says Progressing",
      { health: "Progressing", failingReason: "Crash loop" },
      "failing",
      "failing",
      "Crash loop",
    ],
    ["the deadline has passed", { health: "Degraded" }, "degraded", "failing", "Degraded"],
    ["two versions run", { running: ["2.4.0", "2.5.0"], desired: "2.5.0" }, "rolling-out", "moving", "Rolling out"],
    ["Argo CD says Progressing", { health: "Progressing" }, "rolling-out", "moving", "Rolling out"],
    [
      "the old version runs while the sync does",
      { operationRunning: true, desired: "2.5.0" },
      "rolling-out",
      "moving",
      "Syncing",
    ],
    [
      "Git holds more than was synced",
      { sync: "OutOfSync", gitIsAhead: true },
      "waiting-for-sync",
      "waiting",
      "Waits for sync",
    ],
    [
      "the cluster was changed by hand",
      { sync: "OutOfSync", gitIsAhead: false },
      "changed-behind-git",
      "attention",
      "Changed behind Git",
    ],
    [
      "a sync has just ended and was not compared with since: no alarm yet",
      { sync: "OutOfSync", gitIsAhead: false, justSynced: true },
      "rolling-out",
      "moving",
      "Rolling out",
    ],
    [
      "it is not known whether Git is ahead: no alarm",
      { sync: "OutOfSync", gitIsAhead: null },
      "waiting-for-sync",
      "waiting",
      "Waits for sync",
    ],
    [
      "the last sync failed and nothing came after",
      { sync: "OutOfSync", lastSyncFailed: true, gitIsAhead: true },
      "degraded",
      "failing",
      "Sync failed",
    ],
    [
      "the chart does not render",
      { sync: "Unknown", comparisonFailed: true },
      "unknown",
      "attention",
      "Cannot be compared",
    ],
    [
      "never deployed",
      { health: "Missing", everDeployed: false, sync: "OutOfSync" },
      "not-deployed",
      "waiting",
      "Not deployed yet",
    ],
    [
      "the first deployment runs",
      { health: "Missing", everDeployed: false, operationRunning: true },
      "rolling-out",
      "moving",
      "Syncing",
    ],
    [
      "nothing of it is in the application",
      { leftOut: true, running: [], health: "Progressing" },
      "not-deployed",
      "fine",
      "Not part of it",
    ],
    [
      "the first deployment has just ended, and Argo CD still shows what was before it",
      { health: "Missing", justSynced: true },
      "rolling-out",
      "moving",
      "Rolling out",
    ],
    ["somebody deleted it", { health: "Missing", sync: "OutOfSync" }, "missing", "failing", "Gone from the cluster"],
    ["suspended", { health: "Suspended" }, "suspended", "attention", "Suspended"],
    ["Argo CD does not know", { health: "Unknown" }, "unknown", "unknown", "Unknown"],
  ])("%s", (_name, change, state, tone, words) => {
    expect(cellVerdict({ ...fine, ...change })).toEqual({ state, tone, words });
  });

  it("says fine only when nothing is wrong, whatever the facts", () => {
    const facts = fc.record<CellFacts>({
      present: fc.boolean(),
      everDeployed: fc.boolean(),
      sync: fc.constantFrom("Synced", "OutOfSync", "Unknown"),
      health: fc.constantFrom("Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown"),
      comparisonFailed: fc.boolean(),
      operationRunning: fc.boolean(),
      lastSyncFailed: fc.boolean(),
      desired: fc.option(fc.constantFrom("1", "2")),
      running: fc.subarray(["1", "2"]),
      failingReason: fc.option(fc.constant("Crash loop")),
      gitIsAhead: fc.option(fc.boolean()),
    });
    fc.assert(
      fc.property(facts, (given) => {
        if (cellVerdict(given).tone !== "fine") return;
        expect(given).toMatchObject({
          present: true,
          sync: "Synced",
          health: "Healthy",
          failingReason: null,
          comparisonFailed: false,
        });
        expect(given.running.length).toBeLessThan(2);
      }),
    );
  });
});
