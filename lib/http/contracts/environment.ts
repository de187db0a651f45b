import type { Frame } from "./frame";
import type { Attention, Cell, EnvironmentHeader } from "./overview";
import type { HealthState, SyncState, Tone } from "./status";

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
