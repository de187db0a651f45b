import type { ObservedApplication, ObservedHistory } from "./observed";
import { isDeployment, isRunning, startedBy } from "./operation-kind";

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

/** By hand to a revision that ran before the last one: somebody went back. */
function howOf(entry: ObservedHistory, earlier: ObservedHistory[]): DeploymentFact["how"] {
  if (entry.initiatedBy.automated) return "automatic";
  const wentBack =
    earlier.slice(0, -1).some((e) => e.revision === entry.revision) && earlier.at(-1)?.revision !== entry.revision;
  return wentBack ? "rollback" : "by hand";
}

function fromOperation(applicationId: string, application: ObservedApplication): DeploymentFact | null {
  const { operation } = application;
  if (!operation?.startedAt || !isDeployment(operation)) return null;
  const running = isRunning(operation);
  return {
    id: idOf(applicationId, operation.startedAt),
    applicationId,
    argoId: null,
    revision: operation.revision,
    startedAt: operation.startedAt,
    at: operation.finishedAt && !running ? operation.finishedAt : operation.startedAt,
    by: startedBy(operation),
    how: operation.isRollback ? "rollback" : operation.initiatedBy.automated ? "automatic" : "by hand",
    outcome: running ? "running" : operation.phase === "Succeeded" ? "succeeded" : "failed",
    message: operation.message,
  };
}

function idOf(applicationId: string, startedAt: Date): string {
  return `${applicationId}@${startedAt.toISOString()}`;
}
