import { expect, it } from "vitest";
import { decideAutoSync, isAutomated } from "./auto-sync";
import type { Comparison } from "./compare";
import type { Application, OperationState, ResourceStatus, SyncPolicy } from "./wire";

const REVISION = "a".repeat(40);
const NOW = Date.parse("2026-11-24T03:00:00Z");
const source = { repoURL: "https://git.linq.example/linq/gitops.git", path: "charts" };

function application(syncPolicy: SyncPolicy | undefined, operationState?: OperationState): Application {
  return {
    metadata: { name: "dev", namespace: "argocd", uid: "", resourceVersion: "1", generation: 1, creationTimestamp: "" },
    spec: { project: "linq", source, destination: {}, syncPolicy },
    status: {
      sync: { status: "Synced", comparedTo: { source, destination: {} } },
      health: {},
      summary: {},
      sourceHydrator: {},
      operationState,
    },
  };
}

function resource(name: string, fields: Partial<ResourceStatus> = {}): ResourceStatus {
  return { kind: "ConfigMap", name, status: "OutOfSync", ...fields };
}

function outOfSync(resources: ResourceStatus[] = [resource("a"), resource("b", { status: "Synced" })]): Comparison {
  return { sync: "OutOfSync", health: { status: "Healthy" }, resources, conditions: [], images: [] };
}

function ended(phase: OperationState["phase"], attempts?: number): OperationState {
  const sync = attempts === undefined ? {} : { autoHealAttemptsCount: attempts };
  return {
    operation: { initiatedBy: {}, retry: {}, sync },
    phase,
    message: "broken",
    startedAt: "2026-11-24T02:59:00Z",
    finishedAt: "2026-11-24T03:00:00Z",
    syncResult: { revision: REVISION, source },
  };
}

const decide = (app: Application, comparison = outOfSync(), allowed = true) =>
  decideAutoSync(app, REVISION, comparison, allowed, NOW, "git");

it.each<[string, SyncPolicy | undefined, boolean]>([
  ["no policy", undefined, false],
  ["no automated block", { syncOptions: [] }, false],
  ["automated null", { automated: null }, false],
  ["automated empty", { automated: {} }, true],
  ["both flags false", { automated: { prune: false, selfHeal: false } }, true],
  ["enabled null", { automated: { enabled: null } }, true],
  ["enabled false", { automated: { enabled: false, prune: true, selfHeal: true } }, false],
  ["self-heal only", { automated: { selfHeal: true } }, true],
])("%s", (_name, policy, automated) => {
  expect(isAutomated(policy)).toBe(automated);
  expect(decide(application(policy)).kind).toBe(automated ? "sync" : "none");
});

it("retries five times when the policy says nothing", () => {
  expect(decide(application({ automated: {} }))).toMatchObject({
    kind: "sync",
    operation: { retry: { limit: 5 }, initiatedBy: { automated: true } },
  });
});

it("waits while a window is closed and while an operation runs", () => {
  const app = application({ automated: {} });
  expect(decide(app, outOfSync(), false).kind).toBe("none");
  expect(decide({ ...app, operation: { initiatedBy: {}, retry: {} } }).kind).toBe("none");
});

it("leaves an application alone whose only difference is what may not be pruned", () => {
  const extra = outOfSync([resource("kept", { status: "Synced" }), resource("extra", { requiresPruning: true })]);
  expect(decide(application({ automated: {} }), extra).kind).toBe("none");
  expect(decide(application({ automated: { prune: true } }), extra).kind).toBe("sync");
});

it("does not wipe out everything", () => {
  const all = outOfSync([resource("a", { requiresPruning: true })]);
  expect(decide(application({ automated: { prune: true } }), all)).toEqual({
    kind: "condition",
    message: `Skipping sync attempt to ${REVISION}: auto-sync will wipe out all resources`,
  });
});

it("tries a revision once and says why it stays away", () => {
  const failed = application({ automated: { selfHeal: true } }, ended("Failed"));
  expect(decide(failed)).toEqual({ kind: "condition", message: `Failed last sync attempt to ${REVISION}: broken` });
});

it("heals what differs after a success, only with selfHeal, as a partial operation", () => {
  expect(decide(application({ automated: {} }, ended("Succeeded"))).kind).toBe("none");
  expect(decide(application({ automated: { selfHeal: true } }, ended("Succeeded")))).toMatchObject({
    kind: "sync",
    operation: { sync: { resources: [{ kind: "ConfigMap", name: "a" }], autoHealAttemptsCount: 1 } },
  });
});

it("backs off between healings of the same revision", () => {
  const waits = [1, 2, 3, 8].map((attempts) =>
    decide(application({ automated: { selfHeal: true } }, ended("Succeeded", attempts))),
  );
  expect(waits).toEqual([2000, 6000, 18_000, 300_000].map((milliseconds) => ({ kind: "wait", milliseconds })));
});
