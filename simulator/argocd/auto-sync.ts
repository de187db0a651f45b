import type { Comparison } from "./compare";
import { sameJson } from "./json";
import type { Application, Operation, SyncPolicy } from "./wire";

/** The predicate that also refuses rollbacks: a block that is there and not switched off (contract 6.4). */
export function isAutomated(policy: SyncPolicy | undefined): boolean {
  return policy?.automated !== undefined && policy.automated !== null && policy.automated.enabled !== false;
}

type AutoSyncDecision =
  | { kind: "none" }
  | { kind: "wait"; milliseconds: number }
  | { kind: "condition"; message: string }
  | { kind: "sync"; operation: Operation };

const HEAL_FIRST_WAIT = 2000;
const HEAL_LONGEST_WAIT = 300_000;

function operationFor(app: Application, revision: string): Operation {
  const policy = app.spec.syncPolicy;
  return {
    sync: {
      revision,
      ...(policy?.automated?.prune ? { prune: true } : {}),
      source: app.spec.source,
      ...(policy?.syncOptions ? { syncOptions: policy.syncOptions } : {}),
    },
    initiatedBy: { automated: true },
    retry: policy?.retry ?? { limit: 5 },
  };
}

/** The partial operation that heals what differs; hooks stand in its list because they have no sync status. */
export function healOperation(
  app: Application,
  revision: string,
  resources: Comparison["resources"],
  attempts: number,
): Operation {
  const operation = operationFor(app, revision);
  const healed = resources
    .filter((resource) => resource.status !== "Synced")
    .map(({ group, kind, name }) => ({ ...(group ? { group } : {}), kind, name }));
  return { ...operation, sync: { ...operation.sync, resources: healed, autoHealAttemptsCount: attempts } };
}

function heal(app: Application, revision: string, comparison: Comparison, now: number): AutoSyncDecision {
  const state = app.status.operationState;
  const before = state?.operation.sync?.autoHealAttemptsCount ?? 0;
  const finished = Date.parse(state?.finishedAt ?? "");
  const forgotten = Number.isNaN(finished) || now - finished > HEAL_LONGEST_WAIT;
  const attempts = forgotten ? 0 : before;
  const wait = attempts === 0 ? 0 : Math.min(HEAL_LONGEST_WAIT, HEAL_FIRST_WAIT * 3 ** (attempts - 1));
  if (!forgotten && now < finished + wait) return { kind: "wait", milliseconds: finished + wait - now };
  return { kind: "sync", operation: healOperation(app, revision, comparison.resources, attempts + 1) };
}

/** What made the controller compare: something read from Git, or something that changed in the cluster. */
export type Trigger = "git" | "cluster";

/**
 * A change in the cluster is healed whichever revision was synced last: commits that changed nothing of this
 * application have moved the revision since (recorded in 10).
 */
function wasAttempted(app: Application, revision: string, trigger: Trigger): boolean {
  const result = app.status.operationState?.syncResult;
  if (!result || !sameJson(result.source, app.spec.source)) return false;
  return result.revision === revision || (trigger === "cluster" && app.status.sync.status !== "OutOfSync");
}

/** Whether the controller starts a sync by itself after a comparison. Source: contract 6.4, appcontroller.go autoSync. */
export function decideAutoSync(
  app: Application,
  revision: string,
  comparison: Comparison,
  allowed: boolean,
  now: number,
  trigger: Trigger,
): AutoSyncDecision {
  const automated = app.spec.syncPolicy?.automated;
  if (!isAutomated(app.spec.syncPolicy) || app.operation || comparison.sync !== "OutOfSync") return { kind: "none" };
  const managed = comparison.resources.filter((resource) => !resource.hook);
  const differing = managed.filter((resource) => resource.status === "OutOfSync");
  if (!automated?.prune && differing.every((resource) => resource.requiresPruning)) return { kind: "none" };
  if (automated?.prune && !automated.allowEmpty && managed.every((resource) => resource.requiresPruning)) {
    return {
      kind: "condition",
      message: `Skipping sync attempt to ${revision}: auto-sync will wipe out all resources`,
    };
  }
  if (!allowed) return { kind: "none" };
  const state = app.status.operationState;
  if (!state || !wasAttempted(app, revision, trigger)) return { kind: "sync", operation: operationFor(app, revision) };
  if (state.phase === "Failed" || state.phase === "Error") {
    return { kind: "condition", message: `Failed last sync attempt to ${revision}: ${state.message ?? ""}` };
  }
  return automated?.selfHeal ? heal(app, revision, comparison, now) : { kind: "none" };
}
