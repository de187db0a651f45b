import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asVersions, asWord } from "@/lib/adapters/db/json-columns";
import { versionChanges } from "@/lib/domain/version-changes";
import type { DeploymentRow, EnvironmentPage } from "@/lib/http/contracts/environment";
import { commitOf } from "./read-headers";

const SHOWN = 30;

/** The newest deployments of an environment with what each changed against the last successful one before it. */
export async function readDeployments(db: Database, environment: string): Promise<EnvironmentPage["deployments"]> {
  const [rows, total] = await Promise.all([
    db.deployment.findMany({ where: { environment }, orderBy: [{ at: "desc" }, { id: "desc" }], take: SHOWN + 1 }),
    db.deployment.count({ where: { environment } }),
  ]);
  const shas = [...new Set(rows.flatMap((row) => row.revision ?? []))];
  const commits = new Map((await db.commit.findMany({ where: { sha: { in: shas } } })).map((c) => [c.sha, c]));
  return {
    total,
    rows: rows.slice(0, SHOWN).map((row, index) => {
      const sameApplication = (other: Deployment) =>
        other.applicationId === row.applicationId && other.outcome === "succeeded";
      const before = rows.slice(index + 1).find(sameApplication);
      const after = rows.slice(0, index).findLast(sameApplication);
      return {
        ...rowOf(row),
        commit: row.revision ? commitOf(row.revision, commits.get(row.revision)) : null,
        changes: before ? versionChanges(asVersions(before.versions), asVersions(row.versions)) : [],
        until: row.outcome === "succeeded" ? (after?.at.toISOString() ?? null) : null,
      };
    }),
  };
}

function rowOf(row: Deployment): Omit<DeploymentRow, "commit" | "changes" | "until"> {
  return {
    id: row.id,
    application: row.applicationId.split("/").at(-1) ?? row.applicationId,
    at: row.at.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    revision: row.revision,
    by: row.by,
    how: asWord(row.how, ["automatic", "by hand", "rollback"] as const, "by hand"),
    outcome: asWord(row.outcome, ["succeeded", "failed", "running"] as const, "succeeded"),
    message: row.message,
    versions: asVersions(row.versions),
    observedLate: row.observedLate,
  };
}
