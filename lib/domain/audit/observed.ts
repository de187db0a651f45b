import type { DeploymentFact } from "../deployment";
import type { Observation } from "../observation";
import type { AuditContext, AuditEntry } from "./event";

type SeenDeployment = Pick<DeploymentFact, "applicationId" | "by" | "how" | "revision" | "outcome" | "message"> & {
  environment: string | null;
  versions: Record<string, string>;
};

/** What was seen of Argo CD as records: each step of an operation, and each deployment that has just ended. */
export function observedEntries(at: Date, observations: Observation[], deployments: SeenDeployment[]): AuditEntry[] {
  return [
    ...observations.filter(({ kind }) => kind === "operation").map(ofOperation),
    ...deployments.map((deployment) => ofDeployment(at, deployment)),
  ].map((entry) => ({ ...entry, at }));
}

function ofOperation({ at, applicationId, environment, to, details }: Observation): AuditEntry {
  return {
    ...seen(at, applicationId, environment, text(details.by)),
    kind: "operation-observed",
    details: {
      operation: text(details.kind) ?? "operation",
      phase: to ?? "Unknown",
      revision: text(details.revision),
    },
    outcome: to === "Failed" || to === "Error" ? "failed" : "observed",
    reason: text(details.message),
  };
}

function ofDeployment(at: Date, deployment: SeenDeployment): AuditEntry {
  const { applicationId, environment, by, how, revision, versions, outcome, message } = deployment;
  return {
    ...seen(at, applicationId, environment, by),
    kind: "deployment-observed",
    details: { how, revision, versions },
    outcome: outcome === "failed" ? "failed" : "observed",
    reason: message === "" ? null : message,
  };
}

/** Argo CD names an account or a person; it knows no more of them. */
function seen(at: Date, applicationId: string, environment: string | null, by: string | null): AuditContext {
  return {
    at,
    outcome: "observed",
    actor: by === null ? null : { id: `argocd:${by}`, name: by, role: null },
    environment,
    subject: applicationId,
    reason: null,
    requestId: null,
    address: null,
  };
}

function text(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}
