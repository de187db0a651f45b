import { type DeploymentFact, deploymentsOf } from "@/lib/domain/deployment";
import { observeChanges } from "@/lib/domain/observation";
import type { ApplicationRef, ObservedApplication } from "@/lib/domain/observed";
import { isFleet, type ResolvedEnvironment } from "@/lib/domain/placement";
import { deployedRevision, type PodsOfService, type Projection, projectApplication } from "@/lib/domain/projection";
import { sameContent } from "@/lib/domain/same-content";
import { resourcesOf } from "@/lib/domain/service-resources";
import type { ProjectionChange, SavedDeployment } from "@/lib/ports";
import { type Entry, isSameStep, isWritten, MOST_STEPS, newEntry, type Step } from "./book-entry";
import { createCellOwners, type Hold } from "./cell-owners";
import { idsOf, isEmpty, lastOfEach, oneOfEach, rowKey } from "./change-batch";
import { aheadOf, type GitAheadLookup, type ServiceAheadLookup } from "./git-ahead";
import { createJustSynced } from "./just-synced";
import { leftApplication } from "./left-application";
import { type BookPolicy, createPlaces, type Place } from "./place-application";
import type { ValuesRead } from "./read-values";
import { createRowIndex } from "./row-index";

/** What an environment's (or a fleet application's) values file says at a commit; undefined until it has been read. */
export type ValuesLookup = (
  environment: ResolvedEnvironment,
  row: string,
  sha: string,
) => Pick<ValuesRead, "versions" | "faulty"> | undefined;

type Cell = Projection["cells"][number];

export type Book = ReturnType<typeof createBook>;

/** What one Argo CD's applications are known to be, and what of it has been written. The single writer keeps it. */
export function createBook(deps: {
  instance: string;
  values: ValuesLookup;
  gitAhead: GitAheadLookup;
  serviceAhead?: ServiceAheadLookup;
  startedAt: Date;
  now: () => Date;
  /** Real time that only goes forward. */
  nowMs?: () => number;
}) {
  const entries = new Map<string, Entry>();
  const remembered = new Map<string, Projection>();
  // What Argo CD said goes before what is only looked over again: a push makes every application of a fleet the latter.
  const changed = new Set<string>();
  const toReview = new Set<string>();
  const placed = createPlaces(deps.instance, () => policy);
  const index = createRowIndex();
  const rowsSeen = new Set<string>();
  const left: Projection[] = [];
  const owners = createCellOwners((id) => changed.add(id));
  const justSynced = createJustSynced(deps.nowMs ?? (() => performance.now()));
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
      const step = { observed, present: true, at: deps.now() };
      if (entry) {
        justSynced.note(id, entry.observed, observed);
        moveTo(id, entry, step);
      } else entries.set(id, newEntry(step, remembered.get(id) ?? null));
      changed.add(id);
    },
    /** It is not there any more, or, if this watch never saw it, left while nobody watched. */
    gone(id: string) {
      const entry = entries.get(id);
      if (!entry) return goneBefore(id);
      if (!entry.present) return;
      moveTo(id, entry, { observed: entry.observed, present: false, at: deps.now() });
      changed.add(id);
    },
    setPods(id: string, pods: Record<string, PodsOfService>) {
      const entry = entries.get(id);
      if (!entry) return;
      entry.pods = pods;
      changed.add(id);
    },
    setPolicy(next: BookPolicy | null) {
      policy = next;
      index.clear();
      rowsSeen.clear(); // a policy may have removed them
      for (const id of entries.keys()) toReview.add(id);
    },
    /** What Git holds for this row has been read. */
    touch(environment: string, row: string) {
      for (const id of index.of(environment, row)) toReview.add(id);
    },
    /** Applications whose time after a sync is over are judged anew; whether there were any. */
    reconsider(): boolean {
      const over = justSynced.takeOver();
      for (const id of over) toReview.add(id);
      return over.length > 0;
    },
    /** What was last seen of an application that is there. */
    find(id: string): ObservedApplication | null {
      const entry = entries.get(id);
      return entry?.present ? entry.observed : null;
    },
    /** All that is taken to be there: seen by this watch, or written before and not seen yet. */
    presentRefs(): ApplicationRef[] {
      const seen = [...entries.values()].filter((entry) => entry.present).map((entry) => entry.observed);
      return [...seen, ...unseen().map((projection) => projection.application)];
    },
    known: () => [...entries.entries()].map(([id, entry]) => ({ id, ...entry })),
    placeOf: placed,
    /** The changes that are not written yet, at most `limit` applications; null when there are none. */
    takeChanges(at: Date, limit: number): ProjectionChange | null {
      const ids = [...new Set([...changed, ...toReview])].slice(0, limit);
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
        changed.delete(id);
        toReview.delete(id);
        const entry = entries.get(id);
        if (entry) collect(id, entry, change);
      }
      for (const projection of left.splice(0, limit - ids.length)) collectLeft(projection, change);
      change.cells = lastOfEach(change.cells);
      change.deployments = oneOfEach(change.deployments);
      return isEmpty(change) ? null : change;
    },
    hasChanges: () => changed.size > 0 || toReview.size > 0 || left.length > 0,
    /** A write failed: all of it is to be written again, compared with what the store was found to hold. */
    putBack(change: ProjectionChange, saved: readonly Projection[]) {
      const byId = new Map(saved.map((projection) => [projection.application.id, projection]));
      for (const id of idsOf(change)) {
        const entry = entries.get(id);
        const projection = byId.get(id);
        if (entry) {
          if (!isWritten(projection, entry)) {
            entry.written = projection ?? null;
            entry.steps = [...entry.taken, ...entry.steps].slice(-MOST_STEPS);
          }
          entry.taken = [];
          entry.toldAt = null;
          entry.deployments.clear();
          changed.delete(id);
          changed.add(id);
        } else if (projection?.application.present) left.push(projection);
      }
      for (const service of change.services) rowsSeen.delete(service.name);
    },
  };

  function unseen(): Projection[] {
    return [...remembered.values()].filter((p) => p.application.present && !entries.has(p.application.id));
  }

  function goneBefore(id: string) {
    const projection = remembered.get(id);
    remembered.delete(id);
    if (projection?.application.present) left.push(projection);
  }

  function moveTo(id: string, entry: Entry, step: Step) {
    if ((changed.has(id) || toReview.has(id)) && !isSameStep(entry, step)) {
      entry.steps.push({ observed: entry.observed, present: entry.present, at: entry.at });
      entry.steps = entry.steps.slice(-MOST_STEPS);
    }
    Object.assign(entry, step);
  }

  /** History takes every step; the rows only where it led. */
  function collect(id: string, entry: Entry, change: ProjectionChange) {
    const place = placed(entry.observed);
    if (place) index.remember(id, place);
    const before = entry.written;
    const isNewStep = entry.toldAt !== entry.at;
    entry.toldAt = entry.at;
    const last = { observed: entry.observed, present: entry.present, at: isNewStep ? entry.at : change.at };
    entry.taken = [...entry.steps, last];
    entry.steps = [];
    for (const step of entry.taken) {
      const next = project(id, { ...entry, ...step }, place);
      change.observations.push(...observeChanges(entry.written, next, step.at));
      change.deployments.push(...unsavedDeployments(id, { ...entry, ...step }, place));
      entry.written = next;
    }
    if (entry.written) collectRows(id, before, entry.written, place, change);
  }

  function collectRows(
    id: string,
    before: Projection | null,
    next: Projection,
    place: Place | null,
    change: ProjectionChange,
  ) {
    if (!sameContent(before?.application, next.application)) change.applications.push(next.application);
    const isCell = (a: Cell) => (b: Cell) => a.environment === b.environment && a.service === b.service;
    for (const cell of next.cells) {
      if (!sameContent(before?.cells.find(isCell(cell)), cell)) change.cells.push(cell);
      announceRow(cell.service, place, change);
    }
    for (const cell of before?.cells ?? [])
      if (policy && !next.cells.some(isCell(cell)))
        change.goneCells.push({ environment: cell.environment, service: cell.service, applicationId: id });
  }

  function collectLeft(projection: Projection, change: ProjectionChange) {
    const known = policy?.environments.map(({ environment }) => environment.name);
    const left = leftApplication(
      projection,
      change.at,
      ({ environment, service }) =>
        owners.isFilled(rowKey(environment, service)) || (known !== undefined && !known.includes(environment)),
    );
    change.applications.push(left.application);
    change.cells.push(...left.cells);
    change.observations.push(left.observation);
  }

  function announceRow(name: string, place: Place | null, change: ProjectionChange) {
    if (!place || !isFleet(place.resolved.environment) || rowsSeen.has(name)) return;
    rowsSeen.add(name);
    change.services.push({ name, position: 1_000, about: "" });
  }

  function project(id: string, entry: Entry, place: Place | null): Projection {
    const deployed = deployedRevision(entry.observed);
    const row = place?.rows[0];
    const at = (sha: string | null) =>
      place && sha && row !== undefined ? deps.values(place.resolved, row, sha) : undefined;
    const before = entry.written?.cells ?? [];
    const operation = entry.observed.operation;
    const rows = filledRows(id, entry, place);
    const aimed = operation?.phase === "Running" && !operation.partial && !operation.dryRun ? operation.revision : null;
    return projectApplication({
      id,
      instance: deps.instance,
      application: entry.observed,
      present: entry.present,
      place: place ? { environment: place.resolved.environment.name, services: rows } : null,
      pods: entry.pods,
      desired: (aimed ?? deployed) ? readable(at(aimed ?? deployed), versionsOf(before, "desired")) : {},
      inGit: readable(at(policy?.head ?? null), versionsOf(before, "inGit")),
      justSynced: justSynced.has(id),
      ...aheadOf(place, deployed, entry.written, deps),
    });
  }

  /** The rows that this application fills, of those that its environment gives it. */
  function filledRows(id: string, entry: Entry, place: Place | null): string[] {
    if (!place) {
      owners.claim(id, new Map()); // what it filled before is free for others
      return [];
    }
    const key = (row: string) => rowKey(place.resolved.environment.name, row);
    const hold = (row: string): Hold => {
      if (!entry.present) return 0;
      return place.rows.length === 1 || resourcesOf(row, place.rows, entry.observed.resources).length > 0 ? 2 : 1;
    };
    const filled = owners.claim(id, new Map(place.rows.map((row) => [key(row), hold(row)])));
    return place.rows.filter((row) => filled.has(key(row)));
  }

  function unsavedDeployments(id: string, entry: Entry, place: Place | null): SavedDeployment[] {
    const row = place?.rows[0];
    return deploymentsOf(id, entry.observed).flatMap((fact) => {
      const versions =
        (place && row !== undefined && fact.revision
          ? deps.values(place.resolved, row, fact.revision)?.versions
          : undefined) ?? {};
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

function versionsOf(cells: readonly Cell[], which: "desired" | "inGit"): Record<string, string> {
  return Object.fromEntries(cells.flatMap((c) => (c[which] === null ? [] : [[c.service, c[which]]])));
}

/** What has not been read, or cannot be, stays as it was last good. */
function readable(read: ReturnType<ValuesLookup>, earlier: Record<string, string>): Record<string, string> {
  if (!read) return earlier;
  const stays = Object.entries(earlier).filter(([service]) => read.faulty.includes(service));
  return { ...Object.fromEntries(stays), ...read.versions };
}
