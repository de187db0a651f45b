import type { Database } from "@/lib/adapters/db/client";
import type { Commit, Deployment } from "@/lib/adapters/db/generated/client";
import { asVersions, asWord } from "@/lib/adapters/db/json-columns";
import { stepWords, versionChanges } from "@/lib/domain/version-changes";
import type { DeploymentRow, VersionStep } from "@/lib/http/contracts/history";
import { commitOf } from "./commit-of";

const MOST_MESSAGE = 1_000;

type Neighbours = { id: string; before: string | null; until: Date | null };

/** Deployments as they are shown: each with its commit, what it changed and until when it ran, and the one before it. */
export type ShownDeployment = { row: DeploymentRow; own: Deployment; before: Deployment | null };

/** The deployments of these ids, in their order. */
export async function deploymentRows(db: Database, ids: readonly string[]): Promise<ShownDeployment[]> {
  const neighbours = await neighboursOf(db, ids);
  const befores = neighbours.flatMap(({ before }) => before ?? []);
  const rows = await db.deployment.findMany({ where: { id: { in: [...new Set([...ids, ...befores])] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shas = [...new Set(rows.flatMap((row) => row.revision ?? []))];
  const commits = new Map((await db.commit.findMany({ where: { sha: { in: shas } } })).map((one) => [one.sha, one]));
  return ids.flatMap((id) => {
    const own = byId.get(id);
    if (!own) return [];
    const near = neighbours.find((one) => one.id === id);
    const before = byId.get(near?.before ?? "") ?? null;
    return [{ own, before, row: rowOf(own, before, near?.until ?? null, commits) }];
  });
}

/** Of the same application, whatever stands on the page: what ran before, and when something else came after. */
function neighboursOf(db: Database, ids: readonly string[]): Promise<Neighbours[]> {
  return db.$queryRaw<Neighbours[]>`
    SELECT d.id,
      (SELECT b.id FROM deployment b WHERE b.application_id = d.application_id AND b.outcome = 'succeeded'
        AND (b.at, b.id) < (d.at, d.id) ORDER BY b.at DESC, b.id DESC LIMIT 1) AS before,
      (SELECT a.at FROM deployment a WHERE a.application_id = d.application_id AND a.outcome = 'succeeded'
        AND (a.at, a.id) > (d.at, d.id) ORDER BY a.at, a.id LIMIT 1) AS until
    FROM deployment d WHERE d.id = ANY(${[...ids]}::text[])`;
}

function rowOf(
  own: Deployment,
  before: Deployment | null,
  until: Date | null,
  commits: Map<string, Commit>,
): DeploymentRow {
  const outcome = asWord(own.outcome, ["succeeded", "failed", "running"] as const, "succeeded");
  return {
    kind: "deployment",
    id: own.id,
    application: applicationName(own.applicationId),
    at: own.at.toISOString(),
    startedAt: own.startedAt?.toISOString() ?? null,
    commit: own.revision ? commitOf(own.revision, commits.get(own.revision)) : null,
    by: own.by.slice(0, 200),
    how: asWord(own.how, ["automatic", "by hand", "rollback"] as const, "by hand"),
    outcome,
    message: outcome === "failed" ? own.message.slice(0, MOST_MESSAGE) : "",
    changes: before ? stepsBetween(before, own) : [],
    until: outcome === "succeeded" ? (until?.toISOString() ?? null) : null,
  };
}

/** What differs between the versions of two deployments. */
export function stepsBetween(from: Pick<Deployment, "versions">, to: Pick<Deployment, "versions">): VersionStep[] {
  const changes = versionChanges(asVersions(from.versions), asVersions(to.versions));
  return changes.map((change) => ({ ...change, words: stepWords(change) }));
}

/** The name of an Application, of the id that it is kept under. */
export function applicationName(id: string): string {
  return id.split("/").at(-1) ?? id;
}
