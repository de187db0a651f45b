import { reschedule, unschedule } from "./agenda";
import { recordEvent } from "./app-events";
import { decideAutoSync, isAutomated, type Trigger } from "./auto-sync";
import { type Comparison, compare } from "./compare";
import { sameJson } from "./json";
import { beginOperation } from "./operation-state";
import { advanceCluster, nextClusterChange } from "./rollout";
import { buildTree } from "./tree";
import { announce, patchAnnotations, patchStatus, type Turn } from "./turn";
import { canSync, decideWindows, InvalidWindows } from "./windows";
import type { ApplicationStatus, Condition, ResourceStatus } from "./wire";
import { type ApplicationState, wholeSeconds } from "./world";

const REFRESH = "argocd.argoproj.io/refresh";

/** May the controller sync now? Invalid windows block, as on the real server. */
export function windowsAllow(turn: Turn, app: ApplicationState, manual: boolean): boolean {
  const { metadata, spec } = app.wire;
  try {
    const decision = decideWindows(
      turn.world.projects[spec.project],
      { name: metadata.name, destination: spec.destination },
      turn.now,
    );
    return canSync(decision, manual);
  } catch (error) {
    if (error instanceof InvalidWindows) return false;
    throw error;
  }
}

function mergeConditions(turn: Turn, before: Condition[] | undefined, next: Condition[]): Condition[] | undefined {
  if (next.length === 0) return undefined;
  return next.map((condition) => {
    const same = before?.find((old) => old.type === condition.type && old.message === condition.message);
    return same ?? { ...condition, lastTransitionTime: wholeSeconds(turn.now) };
  });
}

function statusPatch(
  turn: Turn,
  app: ApplicationState,
  comparison: Comparison,
  conditions: Condition[],
): Partial<ApplicationStatus> {
  const before = app.wire.status;
  const changed = before.health.status !== comparison.health.status;
  const lastTransitionTime = changed ? wholeSeconds(turn.now) : before.health.lastTransitionTime;
  return {
    resources: comparison.resources,
    health: { ...comparison.health, lastTransitionTime },
    conditions: mergeConditions(turn, before.conditions, conditions),
    summary: comparison.images.length > 0 ? { images: comparison.images } : {},
  };
}

function recordChanges(turn: Turn, app: ApplicationState, before: ApplicationStatus): void {
  const { sync, health } = app.wire.status;
  if (before.sync.status !== sync.status) {
    recordEvent(turn, app, "ResourceUpdated", `Updated sync status: ${before.sync.status} -> ${sync.status}`);
  }
  if (before.health.status !== health.status) {
    const cause = health.message ? ` (${health.message})` : "";
    recordEvent(
      turn,
      app,
      "ResourceUpdated",
      `Updated health status: ${before.health.status ?? ""} -> ${health.status ?? ""}${cause}`,
    );
  }
}

// Health of single resources is read from the tree: when only that changed, nothing is written and no event is sent.
function asWritten(status: ApplicationStatus): ApplicationStatus {
  const resources = status.resources?.map(({ health: _health, ...rest }) => rest);
  return { ...status, resources };
}

function showHealth(app: ApplicationState, { resources }: Comparison): void {
  const key = ({ group, kind, name }: ResourceStatus) => `${group ?? ""}/${kind}/${name}`;
  const health = new Map(resources.map((resource) => [key(resource), resource.health]));
  const shown = app.wire.status.resources?.map((resource) => {
    const found = health.get(key(resource));
    return found ? { ...resource, health: found } : resource;
  });
  patchStatus(app, { resources: shown });
}

/** A comparison after something changed in the cluster: the revision stays, only differences are written. */
export function refreshLive(turn: Turn, app: ApplicationState): void {
  const before = app.wire.status;
  if (before.sync.revision === undefined) return;
  const comparison = compare(app, turn.snapshots, before.sync.revision);
  const syncErrors = (before.conditions ?? []).filter((condition) => condition.type === "SyncError");
  const patch = statusPatch(turn, app, comparison, [...comparison.conditions, ...syncErrors]);
  showHealth(app, comparison);
  const operation = considerSync(turn, app, comparison, before.sync.revision, "cluster");
  const next = { ...app.wire.status, ...patch, sync: { ...before.sync, status: comparison.sync } };
  if (!operation && sameJson(next, before)) return;
  if (!sameJson(next, app.wire.status)) {
    const written = !sameJson(asWritten(next), asWritten(app.wire.status));
    patchStatus(app, { ...patch, sync: next.sync });
    if (!written) return;
    recordChanges(turn, app, before);
    announce(turn, app);
  }
}

/** Starts what auto-sync or self-heal asks for. True when an operation was begun. */
function considerSync(
  turn: Turn,
  app: ApplicationState,
  comparison: Comparison,
  revision: string,
  trigger: Trigger,
): boolean {
  if (!isAutomated(app.wire.spec.syncPolicy) || app.wire.operation) return false;
  const decision = decideAutoSync(app.wire, revision, comparison, windowsAllow(turn, app, false), turn.now, trigger);
  if (decision.kind === "wait") {
    reschedule(turn.world, turn.now + decision.milliseconds, { type: "heal", name: app.wire.metadata.name });
    return false;
  }
  if (decision.kind === "condition") {
    comparison.conditions = [...comparison.conditions, { type: "SyncError", message: decision.message }];
    return false;
  }
  if (decision.kind === "none") return false;
  beginOperation(turn, app, decision.operation);
  recordEvent(turn, app, "OperationStarted", `Initiated automated sync to '${revision}'`);
  return true;
}

/** The same comparison once the controller has taken the operation up. */
export function reconcileSoon(turn: Turn, app: ApplicationState): void {
  reschedule(turn.world, turn.now + 45, { type: "reconcile", name: app.wire.metadata.name });
}

/** A comparison against Git, as after a poll, a webhook or a refresh: the revision may move (contract 13.24). */
export function reconcile(turn: Turn, app: ApplicationState): void {
  const { spec } = app.wire;
  const revision = turn.snapshots.resolve(spec.source?.targetRevision ?? "HEAD");
  const comparison = compare(app, turn.snapshots, revision);
  const before = app.wire.status;
  if (revision !== null && considerSync(turn, app, comparison, revision, "git")) {
    // The operation is Running before the status says OutOfSync (recorded in 04 and 05).
    reconcileSoon(turn, app);
    return;
  }
  const comparedTo = { source: spec.source ?? {}, destination: spec.destination };
  const known = revision ?? before.sync.revision;
  patchStatus(app, {
    ...statusPatch(turn, app, comparison, comparison.conditions),
    sync: { status: comparison.sync, comparedTo, ...(known === undefined ? {} : { revision: known }) },
    reconciledAt: wholeSeconds(turn.now),
    sourceType: "Helm",
    resourceHealthSource: "appTree",
    controllerNamespace: "argocd",
  });
  recordChanges(turn, app, before);
  announce(turn, app);
  noticeTree(turn, app);
  if (app.wire.metadata.annotations?.[REFRESH] === undefined) return;
  patchAnnotations(app, { [REFRESH]: undefined, [`${REFRESH}-timestamp`]: undefined });
  announce(turn, app);
  turn.effects.push({ type: "refreshed", name: app.wire.metadata.name });
}

/** Tells tree streams when the tree is another one, and sets the next moment at which the cluster moves by itself. */
export function noticeTree(turn: Turn, app: ApplicationState): void {
  const name = app.wire.metadata.name;
  const text = JSON.stringify(buildTree(turn.world, app, turn.snapshots));
  if (text !== app.treeText) {
    app.treeText = text;
    turn.effects.push({ type: "tree", name });
  }
  const next = nextClusterChange(app);
  if (next === null) unschedule(turn.world, "cluster", name);
  else reschedule(turn.world, Math.max(next, turn.now + 1), { type: "cluster", name });
}

/** Moves the cluster to this moment and shows what changed. */
export function moveCluster(turn: Turn, app: ApplicationState): void {
  advanceCluster(turn.world, app, turn.now);
  refreshLive(turn, app);
  noticeTree(turn, app);
}

/** Marks the application as being refreshed; the comparison follows when the controller gets to it. */
export function requestRefresh(
  turn: Turn,
  app: ApplicationState,
  mode: "normal" | "hard",
  from: "request" | "webhook",
): void {
  const stamp = new Date(turn.now).toISOString().replace("Z", "000000Z");
  const hydrate = { "argocd.argoproj.io/hydrate": mode, "argocd.argoproj.io/hydrate-timestamp": stamp };
  patchAnnotations(app, { [REFRESH]: mode, [`${REFRESH}-timestamp`]: stamp, ...(from === "request" ? hydrate : {}) });
  announce(turn, app);
  const wait = from === "request" ? 80 : 400;
  reschedule(turn.world, turn.now + wait, { type: "reconcile", name: app.wire.metadata.name });
}
