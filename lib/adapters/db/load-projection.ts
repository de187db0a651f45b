import { CELL_STATES } from "@/lib/domain/cell-state";
import type { ProjectedApplication, ProjectedCell, Projection } from "@/lib/domain/projection";
import { TONES } from "@/lib/domain/status";
import type { Database } from "./client";
import type { Application, Cell } from "./generated/client";
import { asFailingPods, asHealth, asList, asOperation, asSync, asWord } from "./json-columns";
import { WRITING } from "./save-projection";

/** What was last written for one Argo CD, so that a new leader goes on where the last one stopped. */
export async function loadProjection(db: Database, instance: string): Promise<Projection[]> {
  await writesEnded(db);
  const applications = await db.application.findMany({ where: { instance } });
  const cells = await db.cell.findMany({ where: { applicationId: { startsWith: `${instance}/` } } });
  const byApplication = new Map<string, ProjectedCell[]>();
  for (const cell of cells) {
    const list = byApplication.get(cell.applicationId) ?? [];
    list.push(cellFromRow(cell));
    byApplication.set(cell.applicationId, list);
  }
  return applications.map((row) => ({
    application: applicationFromRow(row),
    cells: byApplication.get(row.id) ?? [],
  }));
}

/** The last leader may have died with a commit on its way: what it wrote must be seen, or it would be noticed twice. */
async function writesEnded(db: Database): Promise<void> {
  await db.$transaction((tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(${WRITING})`);
}

function applicationFromRow(row: Application): ProjectedApplication {
  return {
    id: row.id,
    instance: row.instance,
    namespace: row.namespace,
    name: row.name,
    project: row.project,
    environment: row.environment,
    present: row.present,
    sync: asSync(row.sync),
    health: asHealth(row.health),
    healthMessage: row.healthMessage,
    healthSince: row.healthSince,
    revision: row.revision,
    deployedRevision: row.deployedRevision,
    operation: asOperation(row.operation),
    conditions: asList<ProjectedApplication["conditions"][number]>(row.conditions),
    resources: asList<ProjectedApplication["resources"][number]>(row.resources),
    automated: row.automated as ProjectedApplication["automated"],
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
  };
}

export function cellFromRow(row: Cell): ProjectedCell {
  return {
    environment: row.environment,
    service: row.service,
    applicationId: row.applicationId,
    desired: row.desired,
    running: row.running,
    inGit: row.inGit,
    state: asWord(row.state, CELL_STATES, "unknown"),
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
    sync: asSync(row.sync),
    health: asHealth(row.health),
    ready: row.ready !== null && row.total !== null ? { ready: row.ready, total: row.total } : null,
    stillServes: row.stillServes,
    failing: asFailingPods(row.failing),
  };
}
