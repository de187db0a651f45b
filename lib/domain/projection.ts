import { type CellState, cellVerdict } from "./cell-state";
import type { ObservedApplication } from "./observed";
import { hindranceWords, isDeployment, isMoving, operationKind, startedBy } from "./operation-kind";
import { resourcesOf, serviceHealth, serviceSync } from "./service-resources";
import { type HealthState, type SyncState, type Tone, worstTone } from "./status";

export type FailingPod = {
  pod: string;
  service: string;
  version: string | null;
  reason: string;
  message: string;
  restarts: number;
  since: string;
};

/** What the pods of one service say (failing-pods.ts reads it from the tree). */
export type PodsOfService = {
  running: string[];
  ready: { ready: number; total: number } | null;
  failing: Omit<FailingPod, "service">[];
  stillServes: { version: string; ready: number; total: number } | null;
};

export type OperationSummary = {
  phase: "Running" | "Terminating" | "Failed" | "Error" | "Succeeded";
  kind: ReturnType<typeof operationKind>;
  message: string;
  revision: string | null;
  by: string;
  startedAt: string | null;
  finishedAt: string | null;
  retryCount: number;
  /** Why it does not get on: it is tried again and again, or Argo CD's own window holds it. */
  retrying: string | null;
};

export type ProjectedCell = {
  environment: string;
  service: string;
  applicationId: string;
  desired: string | null;
  running: string[];
  inGit: string | null;
  state: CellState;
  tone: Tone;
  words: string;
  sync: SyncState;
  health: HealthState;
  ready: { ready: number; total: number } | null;
  stillServes: string | null;
  failing: FailingPod[];
};

export type ProjectedApplication = {
  id: string;
  instance: string;
  namespace: string;
  name: string;
  project: string;
  environment: string | null;
  present: boolean;
  sync: SyncState;
  health: HealthState;
  healthMessage: string;
  healthSince: Date | null;
  revision: string | null;
  deployedRevision: string | null;
  operation: OperationSummary | null;
  conditions: { type: string; message: string; since: string | null }[];
  resources: ObservedApplication["resources"];
  automated: ObservedApplication["automated"];
  tone: Tone;
  words: string;
};

export type ProjectionInput = {
  id: string;
  instance: string;
  application: ObservedApplication;
  present: boolean;
  /** Null: no environment of the policy claims this application. */
  place: { environment: string; services: string[] } | null;
  pods: Record<string, PodsOfService>;
  /** Versions by service in the values file at the deployed revision and at the branch's newest commit. */
  desired: Record<string, string>;
  inGit: Record<string, string>;
  gitIsAhead: boolean | null;
  /** The same for each service alone, where that can be told. */
  serviceIsAhead?: Record<string, boolean | null>;
  justSynced?: boolean;
};

export type Projection = { application: ProjectedApplication; cells: ProjectedCell[] };

/** Everything the screens say of one application, from facts alone. */
export function projectApplication(input: ProjectionInput): Projection {
  const { application, place } = input;
  const cells = place ? place.services.map((service) => projectCell(input, place, service)) : [];
  const verdict = applicationVerdict(input, cells);
  return {
    cells,
    application: {
      id: input.id,
      instance: input.instance,
      namespace: application.namespace,
      name: application.name,
      project: application.project,
      environment: place?.environment ?? null,
      present: input.present,
      sync: application.sync,
      health: application.health,
      healthMessage: application.healthMessage,
      healthSince: application.healthSince,
      revision: comparedRevision(application),
      deployedRevision: deployedRevision(application),
      operation: summariseOperation(application),
      conditions: application.conditions.map((c) => ({ ...c, since: c.since?.toISOString() ?? null })),
      resources: application.resources.map(withoutGuesses),
      automated: application.automated,
      ...verdict,
    },
  };
}

function projectCell(
  input: ProjectionInput,
  place: { environment: string; services: string[] },
  service: string,
): ProjectedCell {
  const { application } = input;
  const own =
    place.services.length === 1
      ? application.resources.filter((r) => !r.hook)
      : resourcesOf(service, place.services, application.resources);
  const pods = input.pods[service];
  const running = pods?.running ?? [];
  const leftOut = isLeftOut(input, place.services, service, own);
  const desired = leftOut ? null : (input.desired[service] ?? null);
  const newest = leftOut ? null : (input.inGit[service] ?? null);
  const inGit = newest !== null && newest !== desired ? newest : null;
  const [firstFailing] = pods?.failing ?? [];
  const health = serviceHealth(own, application.resources) ?? application.health;
  const sync = syncOf(application, own);
  const verdict = cellVerdict({
    present: input.present,
    everDeployed: wasDeployed(input, service),
    sync,
    health,
    comparisonFailed: hasComparisonError(application),
    operationRunning: isMoving(application),
    lastSyncFailed: lastSyncFailed(application),
    leftOut,
    desired,
    running,
    failingReason: firstFailing?.reason ?? null,
    gitIsAhead: inGit !== null ? true : (input.serviceIsAhead?.[service] ?? input.gitIsAhead),
    justSynced: input.justSynced ?? false,
  });
  return {
    environment: place.environment,
    service,
    applicationId: input.id,
    desired,
    running,
    inGit,
    ...verdict,
    // That the application cannot be compared is one alarm, not one for each of its services.
    tone: verdict.state === "unknown" ? "unknown" : verdict.tone,
    sync,
    health,
    ready: pods?.ready ?? null,
    stillServes: pods?.stillServes ? servesWords(pods.stillServes) : null,
    failing: (pods?.failing ?? []).map((pod) => ({ ...pod, service })),
  };
}

/** Other services' resources are there, and neither a resource nor a pod of this one: the values leave it out. */
function isLeftOut(
  { application, pods }: ProjectionInput,
  services: readonly string[],
  service: string,
  own: ObservedApplication["resources"],
): boolean {
  if (services.length === 1 || own.length > 0 || pods[service]?.running.length !== 0) return false;
  return services.some((other) => resourcesOf(other, services, application.resources).length > 0);
}

function servesWords(serves: { version: string; ready: number; total: number }): string {
  return `${serves.version} still serves ${serves.ready} of ${serves.total}`;
}

function syncOf(application: ObservedApplication, own: ObservedApplication["resources"]): SyncState {
  if (application.sync === "Unknown") return "Unknown";
  return own.length === 0 ? application.sync : serviceSync(own);
}

/** A service that is new in Git was never deployed, however often its neighbours were. */
function wasDeployed({ application, desired }: ProjectionInput, service: string): boolean {
  const isNew = Object.keys(desired).length > 0 && !Object.hasOwn(desired, service);
  return application.history.length > 0 && !isNew;
}

/** After a failed comparison Argo CD gives the branch's name for its revision, and calls every resource one to prune (contract 13.6). */
function comparedRevision(application: ObservedApplication): string | null {
  return hasComparisonError(application) ? null : application.revision;
}

function withoutGuesses(resource: ObservedApplication["resources"][number]): ObservedApplication["resources"][number] {
  return resource.sync === "Unknown" ? { ...resource, requiresPruning: false } : resource;
}

function hasComparisonError(application: ObservedApplication): boolean {
  return application.conditions.some((c) => c.type === "ComparisonError" || c.type === "InvalidSpecError");
}

/** The revision that was last deployed whole: the newest history entry, never a revision that merely moved (contract 13.24). */
export function deployedRevision(application: ObservedApplication): string | null {
  return application.history.at(-1)?.revision ?? null;
}

/** True when the newest full operation ended badly; a later partial self-heal hides it in Argo CD, so the condition speaks too. */
function lastSyncFailed(application: ObservedApplication): boolean {
  const { operation } = application;
  if (application.conditions.some((c) => c.type === "SyncError")) return true;
  return operation !== null && isDeployment(operation) && (operation.phase === "Failed" || operation.phase === "Error");
}

function summariseOperation(application: ObservedApplication): OperationSummary | null {
  const { operation } = application;
  if (!operation) return null;
  return {
    phase: operation.phase,
    kind: operationKind(operation, application.history),
    message: operation.message,
    revision: operation.revision,
    by: startedBy(operation),
    startedAt: operation.startedAt?.toISOString() ?? null,
    finishedAt: operation.finishedAt?.toISOString() ?? null,
    retryCount: operation.retryCount,
    retrying: hindranceWords(operation, comparedRevision(application)),
  };
}

function applicationVerdict(input: ProjectionInput, cells: ProjectedCell[]): { tone: Tone; words: string } {
  const { application } = input;
  const own = cellVerdict({
    present: input.present,
    everDeployed: application.history.length > 0,
    sync: application.sync,
    health: application.health,
    comparisonFailed: hasComparisonError(application),
    operationRunning: isMoving(application),
    lastSyncFailed: lastSyncFailed(application),
    desired: null,
    running: [],
    failingReason: null,
    gitIsAhead: input.gitIsAhead,
    justSynced: input.justSynced ?? false,
  });
  const tone = worstTone([own.tone, ...cells.map((cell) => cell.tone)]);
  if (tone === own.tone) return { tone, words: own.words };
  return { tone, words: cells.find((cell) => cell.tone === tone)?.words ?? own.words };
}
