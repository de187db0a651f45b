import type { Database } from "@/lib/adapters/db/client";
import type { Application, Commit, Deployment } from "@/lib/adapters/db/generated/client";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Tone } from "@/lib/domain/status";
import type { Differing } from "@/lib/domain/sync-policy";
import { cellTones } from "./cell-tones";
import { type Counts, countApplications } from "./count-applications";
import { differingPolicies } from "./differing-policies";
import { leadApplicationIds } from "./lead-applications";
import { type ApplicationCondition, readConditions } from "./read-conditions";

/** What cannot be added up is told by one application: the worst, then the first by name. */
export type Lead = Omit<Application, "resources" | "conditions">;

/** The rows behind one environment's header. */
export type HeaderRows = {
  counts: Counts | undefined;
  lead: Lead | undefined;
  /** The newest attempt, and the newest that succeeded. */
  newest: Deployment | undefined;
  succeeded: Deployment | undefined;
  cellTones: Tone[];
  /** Those of its applications that sync otherwise than declared; undefined where none does. */
  differing: Differing | undefined;
  conditions: ApplicationCondition[];
};

export type RowsOfHeaders = {
  of(environment: string): HeaderRows;
  /** `instance/name` of every named application that Argo CD has. */
  present: Set<string>;
  commits: Map<string, Commit>;
};

/** A handful of questions, however many environments there are. */
export async function rowsOfHeaders(db: Database, resolved: readonly ResolvedEnvironment[]): Promise<RowsOfHeaders> {
  const names = resolved.map((r) => r.environment.name);
  const [counts, leads, last, cells, present, differing, conditions] = await Promise.all([
    countApplications(db, names),
    leadApplications(db, names),
    lastDeployments(db, names),
    cellTones(db, names),
    presentNames(db, resolved),
    differingPolicies(db, resolved),
    readConditions(db, names),
  ]);
  const revisions = [...leads.map((row) => row.deployedRevision), ...last.rows.map((row) => row.revision)];
  const shas = [...new Set(revisions.filter((sha) => sha !== null))];
  const commits = await db.commit.findMany({ where: { sha: { in: shas } } });
  return {
    present,
    commits: new Map(commits.map((commit) => [commit.sha, commit])),
    of: (environment) => ({
      counts: counts.find((row) => row.environment === environment),
      lead: leads.find((row) => row.environment === environment),
      newest: last.newestOf(environment),
      succeeded: last.succeededOf(environment),
      cellTones: cells.filter((cell) => cell.environment === environment).map((cell) => cell.tone),
      differing: differing.get(environment),
      conditions: conditions.filter((condition) => condition.environment === environment),
    }),
  };
}

async function leadApplications(db: Database, names: string[]): Promise<Lead[]> {
  const ids = await leadApplicationIds(db, names);
  return db.application.findMany({ where: { id: { in: ids } }, omit: { resources: true, conditions: true } });
}

async function lastDeployments(db: Database, names: string[]) {
  const ids = await db.$queryRaw<{ environment: string; newest: string | null; succeeded: string | null }[]>`
    SELECT e.name AS environment,
      (SELECT id FROM deployment WHERE environment = e.name ORDER BY at DESC, id DESC LIMIT 1) AS newest,
      (SELECT id FROM deployment WHERE environment = e.name AND outcome = 'succeeded' ORDER BY at DESC, id DESC LIMIT 1) AS succeeded
    FROM unnest(${names}::text[]) AS e(name)`;
  const wanted = [...new Set(ids.flatMap((row) => [row.newest, row.succeeded]))].filter((id) => id !== null);
  const rows = await db.deployment.findMany({ where: { id: { in: wanted } } });
  const rowOf = (id: string | null | undefined) => rows.find((row) => row.id === id);
  return {
    rows,
    newestOf: (environment: string) => rowOf(ids.find((row) => row.environment === environment)?.newest),
    succeededOf: (environment: string) => rowOf(ids.find((row) => row.environment === environment)?.succeeded),
  };
}

async function presentNames(db: Database, resolved: readonly ResolvedEnvironment[]): Promise<Set<string>> {
  const names = resolved.flatMap(({ claims }) => (claims.by === "names" ? claims.names : []));
  const rows = await db.application.findMany({
    where: { name: { in: names }, present: true },
    select: { instance: true, name: true },
  });
  return new Set(rows.map((row) => `${row.instance}/${row.name}`));
}
