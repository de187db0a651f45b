import { deleteJob } from "./cluster";
import { goDuration } from "./durations";
import { continueIn, STEP, setState, syncResultOf } from "./operation-state";
import { noticeTree, refreshLive } from "./reconcile";
import type { Turn } from "./turn";
import type { ResourceResult } from "./wire";
import { type ApplicationState, type Task, wholeSeconds } from "./world";

function kitchenTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const hours = date.getUTCHours();
  return `${hours % 12 || 12}:${String(date.getUTCMinutes()).padStart(2, "0")}${hours < 12 ? "AM" : "PM"}`;
}

/** Puts a failed attempt off for another one, with the revision it began with (contract 13.5); false when none is left. */
export function retryLater(turn: Turn, app: ApplicationState, message: string, results: ResourceResult[]): boolean {
  const state = app.wire.status.operationState;
  const task = app.task;
  if (!state || !task) return true;
  const { limit = 0, backoff } = app.wire.operation?.retry ?? {};
  const attempts = state.retryCount ?? 0;
  if (limit >= 0 && attempts >= limit) return false;
  const first = goDuration(backoff?.duration ?? "5s") ?? 5000;
  const longest = goDuration(backoff?.maxDuration ?? "3m") ?? 180_000;
  const wait = Math.min(longest, first * (backoff?.factor ?? 2) ** (attempts + 1));
  const text = `${message}. Retrying attempt #${attempts + 1} at ${kitchenTime(turn.now + wait)}.`;
  const finishedAt = wholeSeconds(turn.now);
  setState(turn, app, {
    message: text,
    finishedAt,
    retryCount: attempts + 1,
    syncResult: syncResultOf(app, state, results),
  });
  task.stage = "retry";
  continueIn(turn, app, wait);
  return true;
}

/** Begins the next attempt: the last hook goes first. */
export function retry(turn: Turn, app: ApplicationState, task: Task): void {
  const attempt = app.wire.status.operationState?.retryCount ?? 1;
  setState(turn, app, {
    message: `Retrying operation. Attempt #${attempt}`,
    finishedAt: undefined,
    syncResult: undefined,
  });
  if (task.job) {
    deleteJob(app, task.job);
    refreshLive(turn, app);
    const state = app.wire.status.operationState;
    const message = `waiting for deletion of hook batch/Job/${task.job}`;
    if (state) setState(turn, app, { message, syncResult: syncResultOf(app, state, []) });
  }
  noticeTree(turn, app);
  task.stage = "namespace";
  continueIn(turn, app, STEP.wave);
}
