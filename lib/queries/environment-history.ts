import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asVersions, asWord } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { versionChanges } from "@/lib/domain/version-changes";
import type { DeploymentRow, Paged } from "@/lib/http/contracts/environment";
import { commitOf } from "./commit-of";
import { findEnvironment } from "./find-environment";
import { pageOf } from "./page-of";

const ROWS_A_PAGE = 30;

type Neighbours = { id: string; before: unknown; until: Date | null };

/**
 * One page of an environment's deployments, newest first: what each changed against the one of the same application that
 * succeeded before it, and until when it ran.
 */
export async function environmentHistory(
  actor: Actor,
  { db }: { db: Database },
  { name: environment, page: asked }: { name: string; page: number },
): Promise<Paged<DeploymentRow> | null> {
  if (!(await findEnvironment(actor, db, environment))) return null;
  const total = await db.deployment.count({ where: { environment } });
  const { page, pages, offset } = pageOf(asked, total, ROWS_A_PAGE);
  const rows = await db.deployment.findMany({
    where: { environment },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    skip: offset,
    take: ROWS_A_PAGE,
  });
  const shas = [...new Set(rows.flatMap((row) => row.revision ?? []))];
  const [commits, neighbours] = await Promise.all([
    db.commit.findMany({ where: { sha: { in: shas } } }),
    neighboursOf(
      db,
      rows.map((row) => row.id),
    ),
  ]);
  return {
    total,
    page,
    pages,
    rows: rows.map((row) => {
      const near = neighbours.find((one) => one.id === row.id);
      const commit = commits.find((one) => one.sha === row.revision);
      return {
        ...rowOf(row),
        commit: row.revision ? commitOf(row.revision, commit) : null,
        changes: near?.before ? versionChanges(asVersions(near.before), asVersions(row.versions)) : [],
        until: row.outcome === "succeeded" ? (near?.until?.toISOString() ?? null) : null,
      };
    }),
  };
}

/** Of the same application, whatever stands on the page: the versions that ran before, and what came after. */
function neighboursOf(db: Database, ids: string[]): Promise<Neighbours[]> {
  return db.$queryRaw<Neighbours[]>`
    SELECT d.id,
      (SELECT b.versions FROM deployment b WHERE b.application_id = d.application_id AND b.outcome = 'succeeded'
        AND (b.at, b.id) < (d.at, d.id) ORDER BY b.at DESC, b.id DESC LIMIT 1) AS before,
      (SELECT a.at FROM deployment a WHERE a.application_id = d.application_id AND a.outcome = 'succeeded'
        AND (a.at, a.id) > (d.at, d.id) ORDER BY a.at, a.id LIMIT 1) AS until
    FROM deployment d WHERE d.id = ANY(${ids}::text[])`;
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
