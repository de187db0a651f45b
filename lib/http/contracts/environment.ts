import type { Attention, Cell, Commit, EnvironmentHeader, InstanceState, Notice, Time } from "./overview";
import type { HealthState, SyncState, Tone } from "./status";

export type ResourceRow = {
  key: string;
  kind: string;
  group: string;
  name: string;
  namespace: string;
  application: string;
  sync: SyncState | null;
  health: HealthState | null;
  message: string;
  tone: Tone;
  hook: boolean;
  requiresPruning: boolean;
  images: string[];
  createdAt: Time | null;
};

export type DeploymentRow = {
  id: string;
  application: string;
  /** When it ended being rolled out (Argo CD's deployedAt); null while it runs or when it never succeeded. */
  at: Time;
  startedAt: Time | null;
  revision: string | null;
  commit: Commit | null;
  by: string;
  how: "automatic" | "by hand" | "rollback";
  outcome: "succeeded" | "failed" | "running";
  message: string;
  versions: Record<string, string>;
  /** What differs from the deployment before: service, from, to. */
  changes: { service: string; from: string | null; to: string | null }[];
  /** Until when it ran; null while it is what runs. */
  until: Time | null;
  observedLate: boolean;
};

export type ApplicationRow = {
  name: string;
  instance: string;
  present: boolean;
  sync: SyncState;
  health: HealthState;
  healthMessage: string;
  tone: Tone;
  words: string;
  argocd: string | null;
};

export type EnvironmentPage = {
  generatedAt: Time;
  eventId: string;
  demo: boolean;
  /** The page of applications or deployments that was asked for; each list says which of its own it shows. */
  page: number;
  platform: string;
  header: EnvironmentHeader;
  cells: Cell[];
  attention: Attention[];
  applications: { total: number; page: number; pages: number; rows: ApplicationRow[] };
  resources: ResourceRow[];
  /** Of how many of the applications that Argo CD has the resources are given: what is unwell or moves comes first. */
  resourcesOf: { applications: number; of: number };
  deployments: { total: number; page: number; pages: number; rows: DeploymentRow[] };
  instances: InstanceState[];
  notices: Notice[];
};
