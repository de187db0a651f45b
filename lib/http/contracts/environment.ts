import type { Frame } from "./frame";
import type { Attention, Cell, EnvironmentHeader, Time } from "./overview";
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

/** What stands above every part of an environment, and its services. */
export type EnvironmentPage = Frame & {
  header: EnvironmentHeader;
  cells: Cell[];
  attention: Attention[];
};

/** One page of a list that is longer than a screen. */
export type Paged<T> = { total: number; page: number; pages: number; rows: T[] };

export type ResourcesPage = {
  resources: ResourceRow[];
  /** Of how many of the applications that Argo CD has the resources are given: what is unwell or moves comes first. */
  resourcesOf: { applications: number; of: number };
};
