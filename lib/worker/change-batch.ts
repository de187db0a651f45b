import type { ProjectionChange, SavedDeployment } from "@/lib/ports";

/** Names a row of the overview. */
export function rowKey(environment: string, service: string): string {
  return JSON.stringify([environment, service]);
}

/** A row that passed from one application to another within a batch is written once, as the last one has it. */
export function lastOfEach(cells: ProjectionChange["cells"]): ProjectionChange["cells"] {
  return [...new Map(cells.map((cell) => [rowKey(cell.environment, cell.service), cell])).values()];
}

/** One attempt seen twice within a batch: who and how as first seen, the rest as last seen. */
export function oneOfEach(deployments: SavedDeployment[]): SavedDeployment[] {
  const byId = new Map<string, SavedDeployment>();
  for (const next of deployments) {
    const first = byId.get(next.id);
    byId.set(next.id, first ? { ...next, by: first.by, how: first.how, message: next.message || first.message } : next);
  }
  return [...byId.values()];
}

export function isEmpty(change: ProjectionChange): boolean {
  return idsOf(change).size === 0;
}

/** The applications that a batch tells of. */
export function idsOf(change: ProjectionChange): Set<string> {
  return new Set([
    ...change.applications.map((application) => application.id),
    ...change.observations.map((observation) => observation.applicationId),
    ...[...change.cells, ...change.goneCells, ...change.deployments].map((one) => one.applicationId),
  ]);
}
