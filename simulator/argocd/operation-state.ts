import { schedule } from "./agenda";
import { announce, patchStatus, type Turn } from "./turn";
import type { Operation, OperationState, ResourceResult } from "./wire";
import type { ApplicationState } from "./world";

/** Simulated milliseconds between the controller's passes (contract 13.22). */
export const STEP = {
  accept: 30,
  begin: 550,
  applyOnly: 1050,
  partial: 200,
  wave: 2000,
  pass: 10_000,
  again: 2000,
  blocked: 10_000,
} as const;

/** Writes `operation`, takes away the last one's state, and gives the controller something to do. */
export function beginOperation(turn: Turn, app: ApplicationState, operation: Operation): void {
  const revision = operation.sync?.revision ?? "";
  turn.world.tasks += 1;
  app.task = { id: turn.world.tasks, stage: "accepted", revision, job: null, namespaceCreated: false };
  app.wire = { ...app.wire, operation };
  patchStatus(app, { operationState: undefined });
  announce(turn, app);
  continueIn(turn, app, STEP.accept);
}

/** The next pass over the running operation, after `wait` simulated milliseconds. */
export function continueIn(turn: Turn, app: ApplicationState, wait: number): void {
  if (app.task)
    schedule(turn.world, turn.now + wait, { type: "continue", name: app.wire.metadata.name, id: app.task.id });
}

export function setState(turn: Turn, app: ApplicationState, patch: Partial<OperationState>, tell = true): void {
  const state = app.wire.status.operationState;
  if (!state) return;
  patchStatus(app, { operationState: { ...state, ...patch } });
  if (tell) announce(turn, app);
}

export function syncResultOf(
  app: ApplicationState,
  state: OperationState,
  resources: ResourceResult[],
): NonNullable<OperationState["syncResult"]> {
  const source = state.operation.sync?.source ?? app.wire.spec.source ?? { repoURL: "" };
  return { ...(resources.length > 0 ? { resources } : {}), revision: app.task?.revision ?? "", source };
}
