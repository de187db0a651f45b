import { failureWords } from "./failing-step";
import type { ObservedApplication, ObservedHistory, ObservedOperation } from "./observed";
import { isDeployment, isRunning, operationKind, startedBy, wentBack } from "./operation-kind";

export type DeploymentFact = {
  /** The same attempt always has the same id, whether it was seen running, ended, or only in Argo CD's history. */
  id: string;
  applicationId: string;
  argoId: number | null;
  revision: string | null;
  startedAt: Date | null;
  at: Date;
  by: string;
  how: "automatic" | "by hand" | "rollback";
  outcome: "succeeded" | "failed" | "running";
  message: string;
};

/**
 * The deployments an application tells of: Argo CD's history (ten at most) and its present full operation. A partial
 * self-heal, a dry run or a moved revision is none (contract 13.1, 13.24, 6.3).
 */
export function deploymentsOf(applicationId: string, application: ObservedApplication): DeploymentFact[] {
  const known = application.history.map((entry, index) =>
    fromHistory(applicationId, entry, application.history.slice(0, index)),
  );
  const current = fromOperation(applicationId, application);
  if (!current) return known;
  const same = known.find((d) => d.id === current.id);
  if (!same) return [...known, current];
  return known.map((d) => (d === same ? { ...d, by: current.by, how: current.how, message: current.message } : d));
}

function fromHistory(applicationId: string, entry: ObservedHistory, earlier: ObservedHistory[]): DeploymentFact {
  return {
    id: idOf(applicationId, entry.startedAt ?? entry.deployedAt),
    applicationId,
    argoId: entry.id,
    revision: entry.revision,
    startedAt: entry.startedAt,
    at: entry.deployedAt,
    by: entry.initiatedBy.automated ? "Argo CD" : entry.initiatedBy.username || "unknown",
    how: howOf(entry, earlier),
    outcome: "succeeded",
    message: "",
  };
}

function howOf(entry: ObservedHistory, earlier: ObservedHistory[]): DeploymentFact["how"] {
  if (entry.initiatedBy.automated) return "automatic";
  return wentBack(entry.revision, earlier) ? "rollback" : "by hand";
}

function fromOperation(applicationId: string, application: ObservedApplication): DeploymentFact | null {
  const { operation } = application;
  if (!operation?.startedAt || !isDeployment(operation)) return null;
  const running = isRunning(operation);
  const outcome = running ? "running" : operation.phase === "Succeeded" ? "succeeded" : "failed";
  return {
    id: idOf(applicationId, operation.startedAt),
    applicationId,
    argoId: null,
    revision: operation.revision,
    startedAt: operation.startedAt,
    at: operation.finishedAt && !running ? operation.finishedAt : operation.startedAt,
    by: startedBy(operation),
    how: howItBegan(operation, application.history),
    outcome,
    message: outcome === "failed" ? failureWords(operation) : operation.message,
  };
}

function howItBegan(operation: ObservedOperation, history: ObservedHistory[]): DeploymentFact["how"] {
  if (operationKind(operation, history) === "rollback") return "rollback";
  return operation.initiatedBy.automated ? "automatic" : "by hand";
}

function idOf(applicationId: string, startedAt: Date): string {
  return `${applicationId}@${startedAt.toISOString()}`;
}
