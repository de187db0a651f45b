import type { Commit, LastDeployment, ServiceRow, Time } from "./overview";
import type { SyncState, Tone } from "./status";

/** An instant, and what of the overview is looked at; `at` is null where no instant was chosen. */
export type PastFilter = { at: Time | null; q: string; env: string; page: number; column: number };

export type PastEnvironment = {
  name: string;
  short: string;
  /** Null: nothing of it was known then. */
  verdict: {
    tone: Tone;
    words: string;
    sync: SyncState;
    syncWords: string;
    applications: number;
    failing: number;
  } | null;
  /** What was deployed last and succeeded. */
  revision: Commit | null;
  /** The last attempt, as it stood then. */
  lastDeployment: LastDeployment;
};

/** The overview as it was. */
export type PastMoment = {
  at: Time;
  filter: PastFilter;
  /** When Slipway's knowledge begins, where that is later than the moment; null elsewhere. */
  firstKnown: Time | null;
  environments: PastEnvironment[];
  services: ServiceRow[];
  shownServices: number;
  pages: number;
  columns: number;
  /** When each Argo CD that is looked at was not being heard, if that was so then. */
  gaps: { instance: string; from: Time; until: Time | null }[];
  /** The nearest instants at which anything that is shown was another. */
  changeBefore: Time | null;
  changeAfter: Time | null;
};
