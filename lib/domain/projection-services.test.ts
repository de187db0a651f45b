import { describe, expect, it } from "vitest";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import type { ObservedResource } from "./observed";
import { type PodsOfService, type ProjectionInput, projectApplication } from "./projection";

function aDeployment(name: string): ObservedResource {
  return {
    group: "apps",
    version: "v1",
    kind: "Deployment",
    namespace: "dev-env-1",
    name,
    sync: "Synced",
    health: "Healthy",
    healthMessage: "",
    hook: false,
    requiresPruning: false,
  };
}

const running = (version: string): PodsOfService => ({
  running: [version],
  ready: { ready: 1, total: 1 },
  failing: [],
  stillServes: null,
});
const nothing: PodsOfService = { running: [], ready: null, failing: [], stillServes: null };

function input(change: Partial<ProjectionInput> = {}): ProjectionInput {
  return {
    id: "default/argocd/dev-env-1-linq-platform",
    instance: "default",
    application: anApplication({ resources: [aDeployment("linq-web"), aDeployment("linq-inventory")] }),
    present: true,
    place: { environment: "dev-env-1", services: ["linq-web", "linq-inventory"] },
    pods: { "linq-web": running("4.12.0"), "linq-inventory": running("0.15.0") },
    desired: { "linq-web": "4.12.0", "linq-inventory": "0.15.0" },
    inGit: { "linq-web": "4.12.0", "linq-inventory": "0.15.0" },
    gitIsAhead: false,
    ...change,
  };
}

const inventoryOf = (given: ProjectionInput) =>
  projectApplication(given).cells.find((cell) => cell.service === "linq-inventory");

describe("what the screens say of an application", () => {
  it("does not call a service healthy that the values leave out, nor show a version of it", () => {
    const pruned = input({
      application: anApplication({ resources: [aDeployment("linq-web")] }),
      pods: { "linq-web": running("4.12.0"), "linq-inventory": nothing },
    });
    expect(inventoryOf(pruned)).toMatchObject({ words: "Not part of it", desired: null, inGit: null, running: [] });
    expect(projectApplication(pruned).application).toMatchObject({ tone: "fine", words: "Healthy" });
  });

  it("does not take a service for left out whose pods are there, or not looked at yet", () => {
    const application = anApplication({ resources: [aDeployment("linq-web")] });
    expect(inventoryOf(input({ application }))).toMatchObject({ words: "Healthy", running: ["0.15.0"] });
    expect(inventoryOf(input({ application, pods: {} }))).toMatchObject({ desired: "0.15.0" });
  });

  it("names a service that was changed behind Git, though another one waits for its sync", () => {
    const resources = [
      { ...aDeployment("linq-web"), sync: "OutOfSync" as const },
      { ...aDeployment("linq-inventory"), sync: "OutOfSync" as const },
    ];
    const { cells } = projectApplication(
      input({
        application: anApplication({ sync: "OutOfSync", resources }),
        inGit: { "linq-web": "4.13.0", "linq-inventory": "0.15.0" },
        gitIsAhead: true,
        serviceIsAhead: { "linq-web": true, "linq-inventory": false },
      }),
    );
    expect(cells.map((cell) => cell.words)).toEqual(["Waits for sync", "Changed behind Git"]);
  });

  it("is not moved by a dry run", () => {
    const operation = anOperation({ phase: "Running", finishedAt: null, dryRun: true });
    const dry = input({ application: anApplication({ sync: "OutOfSync", operation }) });
    expect(projectApplication(dry).application).toMatchObject({ words: "Changed behind Git" });
  });

  it("raises one alarm, not one for each service, when the application cannot be compared", () => {
    const conditions = [{ type: "ComparisonError", message: "no", since: null }];
    const { application, cells } = projectApplication(
      input({ application: anApplication({ sync: "Unknown", conditions }) }),
    );
    expect(application.tone).toBe("attention");
    expect(cells.map((cell) => [cell.words, cell.tone])).toEqual([
      ["Cannot be compared", "unknown"],
      ["Cannot be compared", "unknown"],
    ]);
  });
});
