import type { Observation } from "@/lib/domain/observation";
import type { ProjectedApplication, ProjectedCell, Projection } from "@/lib/domain/projection";

/** What is written of an application that left while nobody watched. Rows of others, or of no environment, stay as they are. */
export function leftApplication(
  projection: Projection,
  at: Date,
  isForeign: (cell: ProjectedCell) => boolean,
): { application: ProjectedApplication; cells: ProjectedCell[]; observation: Observation } {
  const { id, environment, name } = projection.application;
  return {
    application: { ...projection.application, present: false, tone: "failing", words: "Not in Argo CD" },
    cells: projection.cells.filter((cell) => !isForeign(cell)).map((cell) => ({ ...cell, ...verdictOfMissing() })),
    observation: {
      at,
      applicationId: id,
      environment,
      service: null,
      kind: "disappeared",
      from: name,
      to: null,
      details: {},
    },
  };
}

function verdictOfMissing() {
  return {
    state: "missing",
    tone: "failing",
    words: "Not in Argo CD",
    running: [] as string[],
    failing: [],
    ready: null,
    stillServes: null,
  } satisfies Partial<Projection["cells"][number]>;
}
