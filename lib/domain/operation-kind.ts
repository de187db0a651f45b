import type { ObservedOperation } from "./observed";

export type OperationKind = "sync" | "partial-sync" | "self-heal" | "dry-run" | "rollback";

/** What an operation was, so that a self-heal or a dry run is never taken for a deployment (Argo CD contract 13.1, 6.3). */
export function operationKind(operation: ObservedOperation): OperationKind {
  if (operation.dryRun) return "dry-run";
  if (operation.selfHeal) return "self-heal";
  if (operation.partial) return "partial-sync";
  return operation.isRollback ? "rollback" : "sync";
}

/** True for the operations that Argo CD would enter in its history when they succeed. */
export function isDeployment(operation: ObservedOperation): boolean {
  const kind = operationKind(operation);
  return kind === "sync" || kind === "rollback";
}

export function isRunning(operation: ObservedOperation | null): boolean {
  return operation?.phase === "Running" || operation?.phase === "Terminating";
}

/** Who started it, in words; a person behind a shared token is named by the operation's own infos. */
export function startedBy(operation: Pick<ObservedOperation, "initiatedBy" | "infos">): string {
  const named = operation.infos.find((info) => info.name === "Requested by")?.value;
  if (named) return named;
  if (operation.initiatedBy.automated) return "Argo CD";
  return operation.initiatedBy.username || "unknown";
}

/** "still retrying abc1234 while def4567 waits": automatic retries keep the revision they began with (contract 13.5). */
export function retryingWords(operation: ObservedOperation | null, newest: string | null): string | null {
  if (operation?.phase !== "Running" || operation.retryCount === 0) return null;
  const tried = operation.revision?.slice(0, 7) ?? "the same revision";
  if (newest && operation.revision && newest !== operation.revision)
    return `Still retrying ${tried} while ${newest.slice(0, 7)} waits (attempt ${operation.retryCount + 1}).`;
  return `Retrying ${tried} (attempt ${operation.retryCount + 1}).`;
}
