import type { ObservedApplication, ObservedHistory, ObservedOperation } from "./observed";

export type OperationKind = "sync" | "partial-sync" | "self-heal" | "dry-run" | "rollback";

type Past = readonly Pick<ObservedHistory, "revision" | "startedAt">[];

/** What an operation was, so that a self-heal or a dry run is never taken for a deployment (Argo CD contract 13.1, 6.3). */
export function operationKind(operation: ObservedOperation, history: Past): OperationKind {
  if (operation.dryRun) return "dry-run";
  if (operation.selfHeal) return "self-heal";
  if (operation.partial) return "partial-sync";
  return isRollback(operation, history) ? "rollback" : "sync";
}

/** True for the operations that Argo CD would enter in its history when they succeed. */
export function isDeployment(operation: Pick<ObservedOperation, "dryRun" | "selfHeal" | "partial">): boolean {
  return !operation.dryRun && !operation.selfHeal && !operation.partial;
}

/** An apply-only sync by hand looks just like a rollback, but for the revision: that one did not run before the last. */
function isRollback(operation: ObservedOperation, history: Past): boolean {
  const earlier = history.filter(
    ({ startedAt }) => !operation.startedAt || !startedAt || startedAt < operation.startedAt,
  );
  return operation.isRollback && (operation.revision === null || wentBack(operation.revision, earlier));
}

/** Whether a revision came into use before the one that ran last. Forward again to a later one is no way back. */
export function wentBack(revision: string | null, earlier: Past): boolean {
  const first = (wanted: string | null) => earlier.findIndex((entry) => entry.revision === wanted);
  const [own, last] = [first(revision), first(earlier.at(-1)?.revision ?? null)];
  return revision !== null && own >= 0 && own < last;
}

export function isRunning(operation: Pick<ObservedOperation, "phase"> | null): boolean {
  return operation?.phase === "Running" || operation?.phase === "Terminating";
}

/** Whether an operation that changes something is under way: requested or running. A dry run changes nothing. */
export function isMoving({ operation, operationRequested }: ObservedApplication): boolean {
  return operation && isRunning(operation) ? !operation.dryRun : operationRequested;
}

/** Who started it, in words; a person behind a shared token is named by the operation's own infos. */
export function startedBy(operation: Pick<ObservedOperation, "initiatedBy" | "infos">): string {
  const named = operation.infos.find((info) => info.name === "Requested by")?.value;
  if (named) return named;
  if (operation.initiatedBy.automated) return "Argo CD";
  return operation.initiatedBy.username || "unknown";
}

const PARKED = /^Sync operation blocked by sync window/;

/**
 * Why a running operation does not get on, in a sentence: Argo CD's own window holds it (contract 6.5), or it is tried
 * again and again with the revision it began with, whatever waits behind it (13.5). Null when neither is so.
 */
export function hindranceWords(operation: ObservedOperation | null, newest: string | null): string | null {
  if (!operation || !isRunning(operation)) return null;
  if (PARKED.test(operation.message))
    return operation.phase === "Terminating"
      ? "It is to be stopped, and Argo CD's own sync window holds even that up."
      : "Argo CD's own sync window holds it up.";
  if (operation.phase !== "Running" || operation.retryCount === 0) return null;
  const tried = shortRevision(operation.revision) ?? "the same revision";
  const waiting = newest !== operation.revision ? shortRevision(newest) : null;
  const attempt = `(attempt ${operation.retryCount + 1})`;
  return waiting && operation.revision
    ? `Still retrying ${tried} while ${waiting} waits ${attempt}.`
    : `Retrying ${tried} ${attempt}.`;
}

/** Null for what is no commit: after a failed comparison Argo CD gives the branch's name instead. */
function shortRevision(revision: string | null): string | null {
  return revision !== null && /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : null;
}
