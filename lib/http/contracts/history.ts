import type { Commit, Time } from "./overview";

/** What of an environment's history is looked at. Ids are deployments'; empty means not said. */
export type HistoryFilter = {
  only: "all" | "failed";
  /** A service whose version changed. */
  service: string;
  /** Part of the name of who deployed or wrote the commit. */
  who: string;
  /** The deployment after which (in time, before which) this page begins. */
  before: string;
  /** The deployment that is opened. */
  deployment: string;
  /** Two deployments that are compared. */
  from: string;
  to: string;
};

export type VersionStep = {
  service: string;
  from: string | null;
  to: string | null;
  /** "1 minor up", "back", "new"; null where versions have no order. */
  words: string | null;
};

export type DeploymentRow = {
  kind: "deployment";
  id: string;
  application: string;
  /** When it ended; while it runs, when it began. */
  at: Time;
  startedAt: Time | null;
  commit: Commit | null;
  by: string;
  how: "automatic" | "by hand" | "rollback";
  outcome: "succeeded" | "failed" | "running";
  /** Why it failed, with the step that did. */
  message: string;
  /** What differs from the deployment before. */
  changes: VersionStep[];
  /** Until when it ran; null while it is what runs. */
  until: Time | null;
};

/** Operations that deployed nothing, the same ones between two deployments as one. */
export type QuietRow = {
  kind: "quiet";
  id: string;
  application: string;
  what: "self-heal" | "partial-sync" | "dry-run";
  failed: boolean;
  by: string;
  times: number;
  from: Time;
  until: Time;
  /** Argo CD's words for the last of them. */
  message: string;
};

/** The commits that the branch received after one deployment's and up to another's, newest first. */
export type CommitsBetween = {
  commits: Commit[];
  /** How many more are known than are given. */
  more: number;
  /** Whether the newer deployment's commits are being taken back. */
  takenBack: boolean;
  /** All of them, on the Git host. */
  all: string | null;
};

type Named = { id: string; at: Time; commit: Commit | null };

export type DeploymentDetail = {
  row: DeploymentRow;
  before: Named | null;
  between: CommitsBetween | null;
  /** Every service's version that was deployed. */
  versions: { service: string; version: string }[];
  argocd: string | null;
};

export type ComparedDeployments = {
  from: Named;
  to: Named;
  changes: VersionStep[];
  /** How many services' versions are the same in both. */
  same: number;
  /** Why versions cannot be compared, as a sentence. */
  incomparable: string | null;
  between: CommitsBetween | null;
};

export type HistoryPage = {
  filter: HistoryFilter;
  rows: (DeploymentRow | QuietRow)[];
  /** Where the next page begins: the id to give as `before`. */
  older: string | null;
  /** A filter looks through so many deployments at once: how far back it has come, where it did not fill the page. */
  lookedBackTo: Time | null;
  opened: DeploymentDetail | null;
  compared: ComparedDeployments | null;
};
