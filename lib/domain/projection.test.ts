import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anApplication } from "@/lib/testing/observed-application";
import { podsOfService } from "./failing-pods";
import type { ObservedApplication, ObservedResource } from "./observed";
import { type ProjectionInput, projectApplication } from "./projection";
import { recordedApplication, recordedTree, SERVICES } from "./recorded.test-support";

const DESIRED = { "linq-orchestrator": "2.4.0", "linq-workcell-manager": "1.9.0", "linq-scheduler": "3.1.0" };

function input(application: ObservedApplication, change: Partial<ProjectionInput> = {}): ProjectionInput {
  return {
    id: "default/argocd/a",
    instance: "default",
    application,
    present: true,
    place: { environment: "production-env-1", services: SERVICES },
    pods: {},
    desired: DESIRED,
    inGit: {},
    gitIsAhead: false,
    ...change,
  };
}

/** The words of each service's cell, then those of the application. */
function words(name: string, change: Partial<ProjectionInput> = {}): string[] {
  const { cells, application } = projectApplication(input(recordedApplication(name), change));
  return [...cells.map((cell) => cell.words), application.words];
}

const podsIn = (tree: string) =>
  Object.fromEntries(
    SERVICES.map((name) => [
      name,
      podsOfService(recordedTree(tree), { name, image: `registry.linq.example/${name}` }, SERVICES),
    ]),
  );

describe("what the screens say of what a real Argo CD answered", () => {
  it.each<[string, string, Partial<ProjectionInput>, string[]]>([
    ["a deployment that went well", "04-deploy-dev/get-after", {}, ["Healthy", "Healthy", "Healthy", "Healthy"]],
    [
      "a crash loop while it still says Progressing",
      "05-crash-dev/get-crashing",
      { pods: podsIn("05-crash-dev/tree-crashing") },
      ["Healthy", "Healthy", "Crash loop", "Crash loop"],
    ],
    [
      "an image that cannot be pulled",
      "09-sync-failures/get-nopull",
      { pods: podsIn("09-sync-failures/tree-nopull") },
      ["Cannot be pulled", "Healthy", "Healthy", "Cannot be pulled"],
    ],
    [
      "a failed hook: synced and healthy all the same",
      "09-sync-failures/get-hook-failed",
      {},
      ["Healthy", "Healthy", "Healthy", "Healthy"],
    ],
    [
      "a chart that does not render",
      "09-sync-failures/get-comparison-error",
      {},
      ["Cannot be compared", "Cannot be compared", "Cannot be compared", "Cannot be compared"],
    ],
    [
      "a refused manifest, of one service",
      "09-sync-failures/get-apply-failed",
      { gitIsAhead: true },
      ["Healthy", "Healthy", "Sync failed", "Sync failed"],
    ],
    [
      "a change by hand",
      "10-drift/get-production-drifted",
      {},
      ["Healthy", "Healthy", "Changed behind Git", "Changed behind Git"],
    ],
    [
      "one that was never deployed",
      "01-read/get-production",
      { gitIsAhead: null, desired: {} },
      ["Not deployed yet", "Not deployed yet", "Not deployed yet", "Not deployed yet"],
    ],
    [
      "after a rollback: Git is ahead",
      "07-rollback/get-after",
      { gitIsAhead: true },
      ["Waits for sync", "Waits for sync", "Healthy", "Waits for sync"],
    ],
    ["a rollback that a window holds up", "07-rollback/get-parked", {}, ["Syncing", "Syncing", "Healthy", "Syncing"]],
    [
      "an extra resource that is to be pruned",
      "08-sync-variants/get-extra-resource",
      {},
      ["Healthy", "Healthy", "Healthy", "Changed behind Git"],
    ],
    [
      "a dry run: nothing happened",
      "08-sync-variants/get-after-dry-run",
      {},
      ["Healthy", "Healthy", "Healthy", "Healthy"],
    ],
  ])("%s", (_name, recording, change, expected) => {
    expect(words(recording, change)).toEqual(expected);
  });

  it("keeps the last operation's bad end beside Synced and Healthy", () => {
    const { application } = projectApplication(input(recordedApplication("09-sync-failures/get-hook-failed")));
    expect(application).toMatchObject({
      sync: "Synced",
      health: "Healthy",
      operation: { kind: "sync", phase: "Failed" },
    });
  });

  it.each([
    ["05-crash-dev/get-crashing", "self-heal"],
    ["08-sync-variants/get-after-dry-run", "dry-run"],
    ["08-sync-variants/get-after-selective", "partial-sync"],
    ["07-rollback/get-after", "rollback"],
    ["04-deploy-dev/get-after", "sync"],
  ])("%s: the operation was a %s", (recording, kind) => {
    expect(projectApplication(input(recordedApplication(recording))).application.operation?.kind).toBe(kind);
  });

  it("draws nothing from a failed comparison: no revision, nothing to prune", () => {
    const { application } = projectApplication(input(recordedApplication("09-sync-failures/get-comparison-error")));
    expect(application.revision).toBeNull();
    expect(application.resources.some((resource) => resource.requiresPruning)).toBe(false);
    expect(application.conditions[0]?.type).toBe("ComparisonError");
  });

  it("says that it retries, and that a window holds it", () => {
    const retrying = (name: string) =>
      projectApplication(input(recordedApplication(name))).application.operation?.retrying;
    expect(retrying("09-sync-failures/get-waiting-for-retry")).toBe("Retrying 2b5ca47 (attempt 2).");
    expect(retrying("07-rollback/get-parked")).toBe("Argo CD's own sync window holds it up.");
    expect(retrying("04-deploy-dev/get-after")).toBeNull();
  });

  it("calls what was deployed last by its history, not by the revision that moved", () => {
    const { application } = projectApplication(input(recordedApplication("07-rollback/get-after")));
    expect([application.deployedRevision?.slice(0, 7), application.revision?.slice(0, 7)]).toEqual([
      "87c0e9f",
      "70c78a8",
    ]);
  });
});

const resource = (kind: string, name: string, change: Partial<ObservedResource> = {}): ObservedResource => ({
  group: kind === "Deployment" ? "apps" : "",
  version: "v1",
  kind,
  namespace: "n",
  name,
  sync: "Synced",
  health: kind === "ConfigMap" ? null : "Healthy",
  healthMessage: "",
  hook: false,
  requiresPruning: false,
  ...change,
});
const scheduler = (change: Partial<ObservedResource>) => [
  resource("Deployment", "linq-orchestrator"),
  resource("Deployment", "linq-workcell-manager"),
  resource("Deployment", "linq-scheduler", change),
  resource("ConfigMap", "linq-scheduler-config"),
];

describe("what one service's own resources say", () => {
  const wordsOf = (application: Partial<ObservedApplication>, change: Partial<ProjectionInput> = {}) =>
    projectApplication(input(anApplication({ sync: "OutOfSync", ...application }), change)).cells.at(2)?.words;

  it.each<[string, Partial<ObservedResource>, Partial<ProjectionInput>, string]>([
    [
      "its workload was deleted, as new servers tell it",
      { sync: "OutOfSync", health: null },
      {},
      "Gone from the cluster",
    ],
    [
      "its workload was deleted, as old servers tell it",
      { sync: "OutOfSync", health: "Missing" },
      {},
      "Gone from the cluster",
    ],
    [
      "it is new in Git and waits",
      { sync: "OutOfSync", health: null },
      { desired: { "linq-orchestrator": "2.4.0" }, gitIsAhead: true },
      "Not deployed yet",
    ],
    ["it is up for pruning", { sync: "OutOfSync", requiresPruning: true }, {}, "Changed behind Git"],
    ["it could not be compared", { sync: "Unknown" }, {}, "Unknown"],
    ["it is suspended", { health: "Suspended" }, {}, "Suspended"],
    ["it degrades", { health: "Degraded" }, {}, "Degraded"],
  ])("%s", (_name, change, more, expected) => {
    expect(wordsOf({ resources: scheduler(change) }, more)).toBe(expected);
  });

  it("a lost ConfigMap is a change, and no loss of the service, on old servers too", () => {
    const resources = [
      ...scheduler({}).slice(0, 3),
      resource("ConfigMap", "linq-scheduler-config", { sync: "OutOfSync", health: "Missing" }),
    ];
    expect(wordsOf({ resources })).toBe("Changed behind Git");
  });

  it("nothing is told of resources' health, as after the server lost its cache: no alarm", () => {
    const resources = SERVICES.map((name) => resource("Deployment", name, { sync: "OutOfSync", health: null }));
    expect(wordsOf({ resources }, { gitIsAhead: true })).toBe("Waits for sync");
  });

  it("a difference from before a sync that has just ended is no change behind Git", () => {
    const resources = scheduler({ sync: "OutOfSync" });
    expect(wordsOf({ resources }, { justSynced: true })).toBe("Rolling out");
    expect(wordsOf({ resources }, { justSynced: false })).toBe("Changed behind Git");
  });
});

describe("for any application", () => {
  it("every cell is one of its services, and the whole is no better than its worst cell", () => {
    const health = fc.constantFrom<ObservedApplication["health"]>(
      "Healthy",
      "Suspended",
      "Progressing",
      "Missing",
      "Degraded",
      "Unknown",
    );
    const sync = fc.constantFrom<ObservedApplication["sync"]>("Synced", "OutOfSync", "Unknown");
    const some = fc.record({
      kind: fc.constantFrom("Deployment", "ConfigMap", "Job"),
      name: fc.constantFrom(...SERVICES, "other"),
      sync: fc.option(sync),
      health: fc.option(health),
      hook: fc.boolean(),
      requiresPruning: fc.boolean(),
    });
    const order = ["failing", "attention", "moving", "waiting", "unknown", "fine"];
    fc.assert(
      fc.property(
        health,
        sync,
        fc.array(some, { maxLength: 6 }),
        fc.boolean(),
        fc.option(fc.boolean()),
        (appHealth, appSync, resources, present, gitIsAhead) => {
          const application = anApplication({
            health: appHealth,
            sync: appSync,
            resources: resources.map((r) => resource(r.kind, r.name, r)),
          });
          const { cells, application: whole } = projectApplication(input(application, { present, gitIsAhead }));
          expect(cells.map((cell) => cell.service)).toEqual(SERVICES);
          for (const cell of cells) expect(order.indexOf(whole.tone)).toBeLessThanOrEqual(order.indexOf(cell.tone));
          for (const cell of cells) expect(cell.words).not.toBe("");
        },
      ),
    );
  });
});
