import type { Frame } from "./frame";
import type { Attention, Cell, Commit, EnvironmentHeader, Time } from "./overview";
import type { HealthState, SyncState, Tone } from "./status";

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

/** What stands above every part of an environment, and its services. */
export type EnvironmentPage = Frame & {
  header: EnvironmentHeader;
  cells: Cell[];
  attention: Attention[];
};

/** One page of a list that is longer than a screen. */
export type Paged<T> = { total: number; page: number; pages: number; rows: T[] };
