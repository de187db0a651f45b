import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asVersions } from "@/lib/adapters/db/json-columns";
import type { ResolvedEnvironment } from "@/lib/domain/placement";

/** What one service was deployed as, and from which commit. */
export type SideRow = { service: string; version: string | null; revision: string | null };

/** Every service of an environment: as it is deployed now, or as it was at an instant. */
export function sideRows(db: Database, { environment }: ResolvedEnvironment, at: Date | null): Promise<SideRow[]> {
  return at === null ? rowsNow(db, environment.name) : rowsThen(db, environment.name, at);
}

async function rowsNow(db: Database, environment: string): Promise<SideRow[]> {
  const [cells, applications] = await Promise.all([
    db.cell.findMany({
      where: { environment },
      select: { service: true, desired: true, applicationId: true },
      orderBy: { service: "asc" },
    }),
    db.application.findMany({ where: { environment }, select: { id: true, deployedRevision: true } }),
  ]);
  const revisions = new Map(applications.map(({ id, deployedRevision }) => [id, deployedRevision]));
  return cells.map(({ service, desired, applicationId }) => ({
    service,
    version: desired,
    revision: revisions.get(applicationId) ?? null,
  }));
}

/** Of each Application its last deployment that had succeeded by then. */
async function rowsThen(db: Database, environment: string, at: Date): Promise<SideRow[]> {
  const rows = await db.$queryRaw<Pick<Deployment, "versions" | "revision">[]>`
    SELECT DISTINCT ON (application_id) versions, revision FROM deployment
    WHERE environment = ${environment} AND outcome = 'succeeded' AND at <= ${at}
    ORDER BY application_id, at DESC, id DESC`;
  return rows
    .flatMap(({ versions, revision }) =>
      Object.entries(asVersions(versions)).map(([service, version]) => ({ service, version, revision })),
    )
    .sort((a, b) => a.service.localeCompare(b.service));
}

/** The commit that most services were deployed from. */
export function commonRevision(rows: readonly SideRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { revision } of rows) if (revision !== null) counts.set(revision, (counts.get(revision) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
