import type { ObservedApplication, ObservedOperation } from "@/lib/domain/observed";

/** A healthy, synced application with one deployment; tests say only what differs. */
export function anApplication(change: Partial<ObservedApplication> = {}): ObservedApplication {
  return {
    name: "dev-env-1-linq-platform",
    namespace: "argocd",
    project: "linq",
    uid: "uid-1",
    labels: {},
    sync: "Synced",
    revision: "a".repeat(40),
    targetRevision: "main",
    health: "Healthy",
    healthMessage: "",
    healthSince: null,
    operationRequested: false,
    operation: null,
    history: [
      {
        id: 0,
        revision: "a".repeat(40),
        deployedAt: new Date("2026-11-24T10:00:10Z"),
        startedAt: new Date("2026-11-24T10:00:00Z"),
        initiatedBy: { username: "", automated: true },
      },
    ],
    conditions: [],
    resources: [],
    images: [],
    automated: { enabled: true, prune: true, selfHeal: true },
    ...change,
  };
}

/** A full automatic sync that succeeded; tests say only what differs. */
export function anOperation(change: Partial<ObservedOperation> = {}): ObservedOperation {
  return {
    phase: "Succeeded",
    message: "successfully synced (all tasks run)",
    startedAt: new Date("2026-11-24T10:00:00Z"),
    finishedAt: new Date("2026-11-24T10:00:10Z"),
    revision: "a".repeat(40),
    retryCount: 0,
    initiatedBy: { username: "", automated: true },
    dryRun: false,
    partial: false,
    selfHeal: false,
    isRollback: false,
    infos: [],
    results: [],
    ...change,
  };
}
