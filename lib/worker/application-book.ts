import { type DeploymentFact, deploymentsOf } from "@/lib/domain/deployment";
import { type Observation, observeChanges } from "@/lib/domain/observation";
import type { ApplicationRef, ObservedApplication } from "@/lib/domain/observed";
import type { Pipeline } from "@/lib/domain/pipeline";
import { environmentOf, isFleet, type ResolvedEnvironment, rowsOf } from "@/lib/domain/placement";
import { deployedRevision, type PodsOfService, type Projection, projectApplication } from "@/lib/domain/projection";
import type { ProjectionChange, SavedDeployment } from "@/lib/ports";
import { aheadOf, type GitAheadLookup, type ServiceAheadLookup } from "./git-ahead";

/** Versions of an environment's (or a fleet application's) values file at a commit; undefined until it has been read. */
export type ValuesLookup = (
  environment: ResolvedEnvironment,
  row: string,
  sha: string,
) => Record<string, string> | undefined;
export type BookPolicy = { pipeline: Pipeline; environments: ResolvedEnvironment[]; head: string | null };

type Entry = {
  observed: ObservedApplication;
  present: boolean;
  pods: Record<string, PodsOfService>;
  written: Projection | null;
  deployments: Map<string, string>;
};

/** How long after a sync Argo CD may still show the comparison from before it; another follows within a second or two. */
const COMPARED_AGAIN_MS = 10_000;

export type Book = ReturnType<typeof createBook>;

/** What one Argo CD's applications are known to be, and what of it has been written. The single writer keeps it. */
export function createBook(deps: {
  instance: string;
  values: ValuesLookup;
  gitAhead: GitAheadLookup;
  serviceAhead?: ServiceAheadLookup;
  startedAt: Date;
  /** Real time that only goes forward. */
  nowMs?: () => number;
}) {
  const nowMs = deps.nowMs ?? (() => performance.now());
  const entries = new Map<string, Entry>();
  const remembered = new Map<string, Projection>();
  const dirty = new Set<string>();
  const rowsSeen = new Set<string>();
  const left: Projection[] = [];
  /** Until when an application that has just been synced may show differences from before its sync. */
  const justSynced = new Map<string, number>();
  let policy: BookPolicy | null = null;

  const idOf = (ref: ApplicationRef) => `${deps.instance}/${ref.namespace}/${ref.name}`;

  return {
    idOf,
    /** What was written before this leader came: changes since then are still noticed. */
    remember(projections: Projection[]) {
      for (const projection of projections) remembered.set(projection.application.id, projection);
    },
    observe(observed: ObservedApplication) {
      const id = idOf(observed);
      const entry = entries.get(id);
      if (entry) {
        if (endedNow(entry.observed, observed)) justSynced.set(id, nowMs() + COMPARED_AGAIN_MS);
        entry.observed = observed;
        entry.present = true;
      } else {
        entries.set(id, newEntry(observed, remembered.get(id) ?? null));
      }
      dirty.add(id);
    },
    gone(id: string) {
      const entry = entries.get(id);
      if (!entry?.present) return;
      entry.present = false;
      dirty.add(id);
    },
    setPods(id: string, pods: Record<string, PodsOfService>) {
      const entry = entries.get(id);
      if (!entry) return;
      entry.pods = pods;
      dirty.add(id);
    },
    setPolicy(next: BookPolicy | null) {
      policy = next;
      for (const id of entries.keys()) dirty.add(id);
    },
    touchAll() {
      for (const id of entries.keys()) dirty.add(id);
    },
    /** Applications whose time after a sync is over are judged anew; whether there were any. */
    reconsider(): boolean {
      const over = [...justSynced].filter(([, until]) => until <= nowMs()).map(([id]) => id);
      for (const id of over) {
        justSynced.delete(id);
        dirty.add(id);
      }
      return over.length > 0;
    },
    known: () => [...entries.entries()].map(([id, entry]) => ({ id, ...entry })),
    /** Written before, and the list does not hold it any more: it left while nobody watched. */
    rememberGone(id: string) {
      const projection = remembered.get(id);
      if (!projection) return;
      remembered.delete(id);
      left.push({ ...projection, application: { ...projection.application, present: false } });
    },
    /** Written before and never seen by this watch: they left while nobody looked. */
    unseen: () => [...remembered.values()].filter((p) => p.application.present && !entries.has(p.application.id)),
    placeOf: (observed: ObservedApplication) => placeOf(observed, policy, deps.instance),
    /** The changes that are not written yet, at most `limit` applications; null when there are none. */
    takeChanges(at: Date, limit: number): ProjectionChange | null {
      const ids = [...dirty].slice(0, limit);
      const change: ProjectionChange = {
        at,
        applications: [],
        cells: [],
        goneCells: [],
        services: [],
        observations: [],
        deployments: [],
      };
      for (const id of ids) {
        dirty.delete(id);
        const entry = entries.get(id);
        if (entry) collect(id, entry, change);
      }
      for (const projection of left.splice(0)) collectLeft(projection, change);
      const empty =
        change.applications.length + change.cells.length + change.goneCells.length + change.deployments.length === 0;
      return empty ? null : change;
    },
    hasChanges: () => dirty.size > 0 || left.length > 0,
    /** A write failed: everything in it is to be written again. */
    putBack(change: ProjectionChange) {
      for (const application of change.applications) forget(application.id);
      for (const cell of change.cells) forget(cell.applicationId);
      for (const deployment of change.deployments) forget(deployment.applicationId);
      for (const service of change.services) rowsSeen.delete(service.name);
    },
  };

  function forget(id: string) {
    const entry = entries.get(id);
    if (!entry) return;
    entry.written = remembered.get(id) ?? null;
    entry.deployments.clear();
    dirty.add(id);
  }

  function collect(id: string, entry: Entry, change: ProjectionChange) {
    const place = placeOf(entry.observed, policy, deps.instance);
    const next = project(id, entry, place);
    if (!same(entry.written?.application, next.application)) change.applications.push(next.application);
    for (const cell of next.cells) {
      const before = entry.written?.cells.find((c) => c.environment === cell.environment && c.service === cell.service);
      if (!same(before, cell)) change.cells.push(cell);
      announceRow(cell.service, place, change);
    }
    for (const cell of entry.written?.cells ?? [])
      if (policy && !next.cells.some((c) => c.environment === cell.environment && c.service === cell.service))
        change.goneCells.push({ environment: cell.environment, service: cell.service });
    change.observations.push(...observationsOf(entry, next, change.at));
    change.deployments.push(...unsavedDeployments(id, entry, place));
    entry.written = next;
  }

  function collectLeft(projection: Projection, change: ProjectionChange) {
    const { id, environment, name } = projection.application;
    const cells = projection.cells.map((cell) => ({ ...cell, ...cellVerdictOfMissing() }));
    change.applications.push({ ...projection.application, tone: "failing", words: "Not in Argo CD" });
    change.cells.push(...cells);
    change.observations.push({
      at: change.at,
      applicationId: id,
      environment,
      service: null,
      kind: "disappeared",
      from: name,
      to: null,
      details: {},
    });
  }

  function announceRow(name: string, place: Place | null, change: ProjectionChange) {
    if (!place || !isFleet(place.resolved.environment) || rowsSeen.has(name)) return;
    rowsSeen.add(name);
    change.services.push({ name, position: 1_000, about: "" });
  }

  function project(id: string, entry: Entry, place: Place | null): Projection {
    const deployed = deployedRevision(entry.observed);
    const at = (sha: string | null) =>
      place && sha
        ? place.rows[0] !== undefined
          ? deps.values(place.resolved, place.rows[0], sha)
          : undefined
        : undefined;
    const earlier = Object.fromEntries(
      (entry.written?.cells ?? []).flatMap((c) => (c.desired === null ? [] : [[c.service, c.desired]])),
    );
    const newestKnown = Object.fromEntries(
      (entry.written?.cells ?? []).flatMap((c) => (c.inGit === null ? [] : [[c.service, c.inGit]])),
    );
    const operation = entry.observed.operation;
    const aimed = operation?.phase === "Running" && !operation.partial && !operation.dryRun ? operation.revision : null;
    return projectApplication({
      id,
      instance: deps.instance,
      application: entry.observed,
      present: entry.present,
      place: place ? { environment: place.resolved.environment.name, services: place.rows } : null,
      pods: entry.pods,
      desired: at(aimed ?? deployed) ?? ((aimed ?? deployed) ? earlier : {}),
      inGit: at(policy?.head ?? null) ?? newestKnown,
      justSynced: justSynced.has(id),
      ...aheadOf(place, deployed, entry.written, deps),
    });
  }

  function unsavedDeployments(id: string, entry: Entry, place: Place | null): SavedDeployment[] {
    const row = place?.rows[0];
    return deploymentsOf(id, entry.observed).flatMap((fact) => {
      const versions =
        (place && row !== undefined && fact.revision ? deps.values(place.resolved, row, fact.revision) : undefined) ??
        {};
      const digest = JSON.stringify([fact, versions, place?.resolved.environment.name]);
      if (entry.deployments.get(fact.id) === digest) return [];
      entry.deployments.set(fact.id, digest);
      return [{ ...fact, environment: place?.resolved.environment.name ?? null, versions, observedLate: isLate(fact) }];
    });
  }

  function isLate(fact: DeploymentFact): boolean {
    return fact.outcome !== "running" && fact.at < deps.startedAt;
  }
}

function cellVerdictOfMissing() {
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

type Place = { resolved: ResolvedEnvironment; rows: string[] };

function placeOf(observed: ObservedApplication, policy: BookPolicy | null, instance: string): Place | null {
  if (!policy) return null;
  const resolved = environmentOf({ instance, name: observed.name, labels: observed.labels }, policy.environments);
  if (!resolved) return null;
  const rows = rowsOf(
    { instance, name: observed.name, labels: observed.labels },
    resolved.environment,
    policy.pipeline.services,
  );
  return { resolved, rows };
}

function newEntry(observed: ObservedApplication, written: Projection | null): Entry {
  const pods = Object.fromEntries((written?.cells ?? []).map((cell) => [cell.service, podsOf(cell)]));
  return { observed, present: true, pods, written, deployments: new Map() };
}

/** Until the tree has been read again, the pods are as they were last seen. */
function podsOf(cell: Projection["cells"][number]): PodsOfService {
  return { running: cell.running, ready: cell.ready, failing: cell.failing, stillServes: null };
}

function endedNow(before: ObservedApplication, after: ObservedApplication): boolean {
  const { operation } = after;
  const end = operation?.phase === "Succeeded" && !operation.dryRun ? operation.finishedAt?.getTime() : undefined;
  return end !== undefined && end !== before.operation?.finishedAt?.getTime();
}

function observationsOf(entry: Entry, next: Projection, at: Date): Observation[] {
  return observeChanges(entry.written, next, at);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
