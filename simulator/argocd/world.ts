import type { Json, JsonObject } from "./json";
import type { Application, KubernetesEvent, Project } from "./wire";

/** One object that lives in the simulated cluster. `manifest` has no server defaults; those are added when shown. */
export interface LiveObject {
  manifest: JsonObject;
  lastApplied: JsonObject;
  /** Who changed it by hand last, and when; what they changed is how it differs from what was applied. */
  hand?: { manager: string; subresource?: string; at: number };
  uid: string;
  resourceVersion: string;
  createdAt: string;
  generation: number;
}

type PodReason =
  | "Pending"
  | "ContainerCreating"
  | "Running"
  | "Completed"
  | "Error"
  | "ErrImagePull"
  | "ImagePullBackOff"
  | "CrashLoopBackOff"
  | "Terminating";

export interface Pod {
  name: string;
  uid: string;
  resourceVersion: string;
  createdAt: string;
  createdMs: number;
  owner: { kind: "ReplicaSet" | "Job"; name: string };
  container: string;
  image: string;
  node: string | null;
  reason: PodReason;
  ready: boolean;
  restarts: number;
  /** Milliseconds (simulated) of the next change, null when there is none. */
  due: number | null;
  /** How far the start has come; the meaning is the scenario's (scenarios.ts). */
  stage: number;
  startedAt: string | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface ReplicaSet {
  name: string;
  hash: string;
  uid: string;
  resourceVersion: string;
  createdAt: string;
  revision: number;
  replicas: number;
  template: JsonObject;
}

export interface Workload {
  name: string;
  revision: number;
  replicaSets: ReplicaSet[];
  /** When the rollout last moved (milliseconds); null when it is complete. */
  progressedAt: number | null;
  deadlineExceeded: boolean;
  restartedAt?: string | undefined;
}

export interface HookJob {
  name: string;
  uid: string;
  resourceVersion: string;
  createdAt: string;
  image: string;
  state: "running" | "succeeded" | "failed";
  manifest: JsonObject;
}

/** What the controller remembers of the operation that it carries out. */
export interface Task {
  id: number;
  stage: "accepted" | "namespace" | "hook" | "hook-running" | "apply" | "retry" | "blocked";
  revision: string;
  job: string | null;
  namespaceCreated: boolean;
}

export interface ApplicationState {
  wire: Application;
  namespaceExists: boolean;
  live: Record<string, LiveObject>;
  workloads: Record<string, Workload>;
  pods: Pod[];
  jobs: HookJob[];
  task: Task | null;
  /** What the API sends for the tree; kept so that a change of it can be seen. */
  treeText: string;
  events: KubernetesEvent[];
  /** Text of the manifest in Git that this application was made from. */
  manifestText: string | null;
  health: { lastChange: string };
}

type RefreshMode = "normal" | "hard";

export type DriftKind = "scale" | "config" | "secret" | "delete-config" | "delete-pod";

/** One object of an application's namespace. */
export interface ResourceKey {
  group: string;
  kind: string;
  name: string;
}

/** Everything that can happen to the world. Times are never in an event: they are the `now` of `step`. */
export type WorldEvent =
  | { type: "manifests"; revision: string; applications: JsonObject[]; projects: JsonObject[] }
  | { type: "create"; application: JsonObject }
  | { type: "project"; project: JsonObject }
  | { type: "poll" }
  | { type: "refresh"; name: string; mode: RefreshMode; from: "request" | "webhook" }
  | { type: "reconcile"; name: string }
  | { type: "heal"; name: string }
  | { type: "cluster"; name: string }
  | { type: "operate"; name: string; operation: NonNullable<Application["operation"]>; announcement: string }
  | { type: "continue"; name: string; id: number }
  | { type: "terminate"; name: string; user: string }
  | { type: "patch"; name: string; patch: Json }
  | { type: "delete"; name: string }
  | { type: "action"; name: string; deployment: string; action: string; replicas?: number | undefined }
  | { type: "delete-resource"; name: string; resource: ResourceKey }
  | { type: "patch-resource"; name: string; resource: ResourceKey; patch: Json }
  | { type: "drift"; name: string; service: string; kind: DriftKind; replicas?: number | undefined }
  | { type: "fleet"; count: number }
  | { type: "touch"; count: number }
  | { type: "touch-named"; application: string };

export interface Due {
  at: number;
  order: number;
  event: WorldEvent;
}

interface IssuedToken {
  token: string;
  account: string;
  id: string;
  issuedAt: string;
  expiresAt?: string | undefined;
}

/** One application of the fleet, kept small: everything else of it is the same for all and made when asked for. */
export interface FleetApplication {
  name: string;
  environment: string;
  service: string;
  uid: string;
  resourceVersion: string;
  health: "Healthy" | "Progressing" | "Degraded";
  changedAt: string;
}

interface FleetState {
  applications: FleetApplication[];
  touched: number;
}

export interface World {
  format: 1;
  seed: number;
  resourceVersion: number;
  order: number;
  tasks: number;
  createdAt: string;
  offset: number;
  manifestsRevision: string | null;
  projects: Record<string, Project>;
  applications: Record<string, ApplicationState>;
  fleet: FleetState;
  agenda: Due[];
  tokens: IssuedToken[];
}

/** A world in which nothing has happened yet. */
export function emptyWorld(now: number): World {
  return {
    format: 1,
    seed: 20_261_124,
    resourceVersion: 5000,
    order: 0,
    tasks: 0,
    createdAt: wholeSeconds(now),
    offset: 0,
    manifestsRevision: null,
    projects: {},
    applications: {},
    fleet: { applications: [], touched: 0 },
    agenda: [],
    tokens: [],
  };
}

/** RFC 3339, UTC, whole seconds: how Argo CD writes every time. */
export function wholeSeconds(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

export function nextResourceVersion(world: World): string {
  world.resourceVersion += 1;
  return String(world.resourceVersion);
}
