import type { ProjectedApplication, ProjectedCell, Projection } from "./projection";

/**
 * Every kind of change that is kept as history; details say more where a word is not enough. Sync and health without a
 * service are the application's; where it holds several services, each of them has its own besides.
 */
export const OBSERVATION_KINDS = [
  "appeared",
  "disappeared",
  "sync",
  "health",
  "revision",
  "deployed-revision",
  "operation",
  "desired-version",
  "running-version",
  "pod-failing",
  "pod-recovered",
] as const;
export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

export type Observation = {
  at: Date;
  applicationId: string;
  environment: string | null;
  service: string | null;
  kind: ObservationKind;
  from: string | null;
  to: string | null;
  details: Record<string, string | number | null>;
};

/** What changed between two looks at one application. Equal looks give none; the first look gives only "appeared". */
export function observeChanges(before: Projection | null, after: Projection, at: Date): Observation[] {
  const make = (
    kind: ObservationKind,
    from: string | null,
    to: string | null,
    service: string | null = null,
  ): Observation => ({
    at,
    applicationId: after.application.id,
    environment: after.application.environment,
    service,
    kind,
    from,
    to,
    details: {},
  });
  if (!before) return [make("appeared", null, after.application.name)];
  return [
    ...presence(before.application, after.application, make),
    ...applicationChanges(before.application, after.application, make),
    ...after.cells.flatMap((cell) => {
      const earlier = before.cells.find((c) => c.service === cell.service);
      if (!earlier) return [];
      // An application's only service is told by the application itself.
      const own = after.cells.length > 1 ? stateChanges(earlier, cell, make, cell.service) : [];
      return [...own, ...cellChanges(earlier, cell, make)];
    }),
  ];
}

type Make = (kind: ObservationKind, from: string | null, to: string | null, service?: string | null) => Observation;

function presence(a: ProjectedApplication, b: ProjectedApplication, make: Make): Observation[] {
  if (a.present === b.present) return [];
  return [b.present ? make("appeared", null, b.name) : make("disappeared", b.name, null)];
}

type States = Pick<ProjectedCell, "sync" | "health">;

function stateChanges(a: States, b: States, make: Make, service: string | null): Observation[] {
  const found: Observation[] = [];
  if (a.sync !== b.sync) found.push(make("sync", a.sync, b.sync, service));
  if (a.health !== b.health) found.push(make("health", a.health, b.health, service));
  return found;
}

function applicationChanges(a: ProjectedApplication, b: ProjectedApplication, make: Make): Observation[] {
  const found = stateChanges(a, b, make, null);
  if (a.revision !== b.revision && b.revision !== null) found.push(make("revision", a.revision, b.revision));
  if (a.deployedRevision !== b.deployedRevision)
    found.push(make("deployed-revision", a.deployedRevision, b.deployedRevision));
  const operation = b.operation;
  if (operation && (operation.phase !== a.operation?.phase || operation.startedAt !== a.operation?.startedAt)) {
    const seen = make("operation", a.operation?.phase ?? null, operation.phase);
    found.push({
      ...seen,
      details: { kind: operation.kind, by: operation.by, revision: operation.revision, message: operation.message },
    });
  }
  return found;
}

function cellChanges(a: ProjectedCell, b: ProjectedCell, make: Make): Observation[] {
  const found: Observation[] = [];
  if (a.desired !== b.desired) found.push(make("desired-version", a.desired, b.desired, b.service));
  if (a.running.join() !== b.running.join())
    found.push(make("running-version", a.running.join(", ") || null, b.running.join(", ") || null, b.service));
  for (const pod of b.failing.filter((p) => !a.failing.some((q) => q.pod === p.pod))) {
    const seen = make("pod-failing", null, pod.pod, b.service);
    found.push({
      ...seen,
      details: { reason: pod.reason, version: pod.version, restarts: pod.restarts, message: pod.message },
    });
  }
  for (const pod of a.failing.filter((p) => !b.failing.some((q) => q.pod === p.pod)))
    found.push(make("pod-recovered", pod.pod, null, b.service));
  return found;
}
