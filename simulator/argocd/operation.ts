import { recordEvent } from "./app-events";
import { healOperation, isAutomated } from "./auto-sync";
import { createHookJob, deleteJob } from "./cluster";
import { compare, LOAD_FAILURE } from "./compare";
import { type ApplyOutcome, applyResources } from "./operation-apply";
import { retry, retryLater } from "./operation-retry";
import { beginOperation, continueIn, STEP, setState, syncResultOf } from "./operation-state";
import { moveCluster, noticeTree, reconcile, reconcileSoon, refreshLive, windowsAllow } from "./reconcile";
import { jobResult, namespaceResult } from "./results";
import { announce, patchStatus, type Turn } from "./turn";
import type { Operation, OperationPhase, OperationState, ResourceResult } from "./wire";
import { type ApplicationState, type Task, wholeSeconds } from "./world";

const BLOCKED = "Sync operation blocked by sync window";
const UNSUCCESSFUL = "one or more synchronization tasks completed unsuccessfully";

/** The controller's next pass over the running operation. */
export function continueOperation(turn: Turn, app: ApplicationState): void {
  const task = app.task;
  if (!task || !app.wire.operation) return;
  if (task.stage === "accepted") {
    accept(turn, app, task, app.wire.operation);
    return;
  }
  const state = app.wire.status.operationState;
  if (!state) return;
  if (!windowsAllow(turn, app, state.operation.initiatedBy.automated !== true)) {
    park(turn, app, state);
    return;
  }
  if (state.phase === "Terminating") {
    finishTerminated(turn, app, task, state);
    return;
  }
  pass(turn, app, task, state);
}

function accept(turn: Turn, app: ApplicationState, task: Task, operation: Operation): void {
  patchStatus(app, { operationState: { operation, phase: "Running", startedAt: wholeSeconds(turn.now) } });
  announce(turn, app);
  task.stage = "namespace";
  const state = app.wire.status.operationState;
  if (state && !windowsAllow(turn, app, operation.initiatedBy.automated !== true)) {
    park(turn, app, state);
    return;
  }
  if (operation.sync?.resources) {
    continueIn(turn, app, STEP.partial);
    return;
  }
  continueIn(turn, app, operation.sync?.syncStrategy?.apply ? STEP.applyOnly : STEP.begin);
}

function park(turn: Turn, app: ApplicationState, state: OperationState): void {
  if (state.message !== BLOCKED) setState(turn, app, { message: BLOCKED, syncResult: syncResultOf(app, state, []) });
  continueIn(turn, app, STEP.blocked);
}

function pass(turn: Turn, app: ApplicationState, task: Task, state: OperationState): void {
  switch (task.stage) {
    case "accepted":
    case "blocked":
    case "namespace":
      begin(turn, app, task, state);
      return;
    case "retry":
      retry(turn, app, task);
      return;
    case "hook":
      showHook(turn, app, task, state);
      return;
    case "hook-running":
      awaitHook(turn, app, task, state);
      return;
    case "apply":
      apply(turn, app, task, state);
      return;
  }
}

function begin(turn: Turn, app: ApplicationState, task: Task, state: OperationState): void {
  const rendered = turn.snapshots.rendered(app.wire.spec, app.wire.metadata.name, task.revision);
  if (!rendered.ok) {
    finish(turn, app, "Error", `ComparisonError: ${LOAD_FAILURE}${rendered.message}`, []);
    return;
  }
  const sync = state.operation.sync;
  const hook = sync?.syncStrategy?.apply || sync?.resources ? undefined : rendered.hooks[0];
  if (sync?.dryRun) {
    apply(turn, app, task, state);
    return;
  }
  const creates = (sync?.syncOptions ?? []).includes("CreateNamespace=true");
  if (creates && !app.namespaceExists) {
    const namespace = app.wire.spec.destination.namespace ?? "";
    task.namespaceCreated = true;
    const results = syncResultOf(app, state, [namespaceResult(namespace)]);
    setState(turn, app, { message: `waiting for healthy state of /Namespace/${namespace}`, syncResult: results });
  }
  app.namespaceExists = true;
  if (!hook) {
    apply(turn, app, task, state);
    return;
  }
  task.job = `linq-migrate-${task.revision.slice(0, 7)}-presync-${Date.parse(state.startedAt) / 1000}`;
  createHookJob(turn.world, app, hook, task.job, turn.now);
  task.stage = "hook";
  moveCluster(turn, app);
  continueIn(turn, app, STEP.wave);
}

function hookResults(app: ApplicationState, task: Task, message: string, phase: OperationPhase): ResourceResult[] {
  const namespace = app.wire.spec.destination.namespace ?? "";
  const job = app.jobs.find((candidate) => candidate.name === task.job);
  const results = task.namespaceCreated ? [namespaceResult(namespace)] : [];
  return task.job ? [...results, jobResult(task.job, namespace, job?.image, message, phase)] : results;
}

function showHook(turn: Turn, app: ApplicationState, task: Task, state: OperationState): void {
  const results = hookResults(app, task, `job.batch/${task.job} created`, "Running");
  setState(turn, app, {
    message: `waiting for completion of hook batch/Job/${task.job}`,
    syncResult: syncResultOf(app, state, results),
  });
  task.stage = "hook-running";
  continueIn(turn, app, STEP.pass);
}

function awaitHook(turn: Turn, app: ApplicationState, task: Task, state: OperationState): void {
  const job = app.jobs.find((candidate) => candidate.name === task.job);
  if (job?.state === "running") {
    continueIn(turn, app, STEP.again);
    return;
  }
  if (job?.state === "succeeded") {
    apply(turn, app, task, state);
    return;
  }
  fail(turn, app, UNSUCCESSFUL, hookResults(app, task, "Job has reached the specified backoff limit", "Failed"));
}

function apply(turn: Turn, app: ApplicationState, task: Task, state: OperationState): void {
  const dryRun = state.operation.sync?.dryRun === true;
  const before = task.job
    ? hookResults(app, task, "Reached expected number of succeeded pods", "Succeeded")
    : hookResults(app, task, "", "Running");
  const outcome: ApplyOutcome = applyResources(
    turn,
    app,
    state.operation,
    task.revision,
    Date.parse(state.startedAt) / 1000,
  );
  const results = [...before, ...outcome.results];
  if (outcome.failure) {
    fail(turn, app, `${UNSUCCESSFUL}, reason: ${outcome.failure}`, results);
    return;
  }
  succeed(turn, app, state, results, dryRun, outcome.createdFirst);
}

function succeed(
  turn: Turn,
  app: ApplicationState,
  state: OperationState,
  results: ResourceResult[],
  dryRun: boolean,
  createdFirst: boolean,
): void {
  const full = !dryRun && !state.operation.sync?.resources;
  if (createdFirst) showPartlyApplied(turn, app);
  if (full) appendHistory(turn, app, state);
  const before = app.wire.status;
  finish(turn, app, "Succeeded", `successfully synced (${dryRun ? "no more tasks" : "all tasks run"})`, results);
  if (dryRun) return;
  if (full) healAfter(turn, app, before.history?.at(-1)?.id ?? 0, state);
  noticeTree(turn, app);
  if (app.task) reconcileSoon(turn, app);
  else reconcile(turn, app);
}

// The first deployment is seen half done: what has no health is there, the Deployments are not yet (recorded in 06).
function showPartlyApplied(turn: Turn, app: ApplicationState): void {
  const current = compare(app, turn.snapshots, app.task?.revision ?? null);
  const resources = current.resources.map((resource) =>
    resource.kind === "Deployment"
      ? { ...resource, status: "OutOfSync" as const, health: { status: "Missing" as const } }
      : resource,
  );
  patchStatus(app, { resources, health: { status: "Healthy", lastTransitionTime: wholeSeconds(turn.now) } });
  recordEvent(turn, app, "ResourceUpdated", "Updated health status: Missing -> Healthy");
  announce(turn, app);
}

/**
 * A self-healing application may heal once more at once, because its status is still the old one (contract 13.1). The
 * real controller does when it wins a race; here every second deployment does, so that both are seen.
 */
function healAfter(turn: Turn, app: ApplicationState, id: number, state: OperationState): void {
  const { spec, status } = app.wire;
  const automated = state.operation.initiatedBy.automated === true && isAutomated(spec.syncPolicy);
  if (
    !automated ||
    !spec.syncPolicy?.automated?.selfHeal ||
    id === 0 ||
    id % 2 === 1 ||
    status.sync.status !== "OutOfSync"
  )
    return;
  const stale = { ...status, resources: status.resources ?? [] };
  const current = compare(app, turn.snapshots, app.task?.revision ?? state.operation.sync?.revision ?? "");
  const hooks = current.resources.filter((resource) => resource.hook);
  const differing = stale.resources.filter((resource) => resource.status === "OutOfSync" && !resource.hook);
  const revision = state.operation.sync?.revision ?? "";
  beginOperation(turn, app, healOperation(app.wire, revision, [...differing, ...hooks], 1));
  recordEvent(turn, app, "OperationStarted", `Initiated automated sync to '${revision}'`);
}

function appendHistory(turn: Turn, app: ApplicationState, state: OperationState): void {
  const history = app.wire.status.history ?? [];
  const entry = {
    revision: app.task?.revision ?? "",
    deployedAt: wholeSeconds(turn.now),
    id: (history.at(-1)?.id ?? -1) + 1,
    source: state.operation.sync?.source ?? app.wire.spec.source ?? { repoURL: "" },
    deployStartedAt: state.startedAt,
    initiatedBy: state.operation.initiatedBy,
  };
  const limit = app.wire.spec.revisionHistoryLimit ?? 10;
  patchStatus(app, { history: limit === 0 ? [] : [...history, entry].slice(-limit) });
  announce(turn, app);
}

/** Ends the operation: phase, results, and `operation` gone in one write. */
function finish(
  turn: Turn,
  app: ApplicationState,
  phase: OperationPhase,
  message: string,
  results: ResourceResult[],
): void {
  const state = app.wire.status.operationState;
  if (!state) return;
  const revision = app.task?.revision ?? "";
  const retried =
    state.retryCount && phase !== "Succeeded" && message !== "Operation terminated"
      ? ` (retried ${state.retryCount} times).`
      : "";
  const text = `${message}${retried}`;
  setState(
    turn,
    app,
    { phase, message: text, finishedAt: wholeSeconds(turn.now), syncResult: syncResultOf(app, state, results) },
    false,
  );
  app.wire = { ...app.wire, operation: undefined };
  app.task = null;
  announce(turn, app);
  const what = state.operation.sync?.resources ? "Partial sync operation" : "Sync operation";
  if (phase === "Succeeded") recordEvent(turn, app, "OperationCompleted", `${what} to ${revision} succeeded`);
  else recordEvent(turn, app, "OperationCompleted", `${what} to ${revision} failed: ${text}`, { type: "Warning" });
  if (phase !== "Succeeded") {
    refreshLive(turn, app);
    reconcile(turn, app);
  }
}

function fail(turn: Turn, app: ApplicationState, message: string, results: ResourceResult[]): void {
  if (!retryLater(turn, app, message, results)) finish(turn, app, "Failed", message, results);
}

/** Asks the running operation to stop; the controller does it at its next pass. */
export function terminateOperation(turn: Turn, app: ApplicationState, user: string): void {
  setState(turn, app, { phase: "Terminating" });
  recordEvent(turn, app, "ResourceUpdated", `${user} terminated running operation`, { user });
  if (windowsAllow(turn, app, app.wire.operation?.initiatedBy.automated !== true) && app.task) {
    turn.world.tasks += 1;
    app.task.id = turn.world.tasks;
    continueIn(turn, app, STEP.again);
  }
}

function finishTerminated(turn: Turn, app: ApplicationState, task: Task, state: OperationState): void {
  const results = task.job ? hookResults(app, task, "Terminated", "Failed") : (state.syncResult?.resources ?? []);
  if (task.job) deleteJob(app, task.job);
  noticeTree(turn, app);
  const running = app.wire.status.operationState;
  if (running?.retryCount) setState(turn, app, { retryCount: undefined }, false);
  finish(turn, app, "Failed", "Operation terminated", results);
}
