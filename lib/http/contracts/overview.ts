import type { CellState, HealthState, OperationPhase, SyncState, Tone } from "./status";

/** All times are ISO 8601 in UTC; `null` means not known, never zero. */
export type Time = string;

/** One pod that fails, in facts; `version` is the tag it runs. */
export type FailingPod = {
  pod: string;
  service: string;
  version: string | null;
  reason: string;
  message: string;
  restarts: number;
  since: Time;
};

/** One service in one environment. `key` is `environment/service`, stable, and what live events patch by. */
export type Cell = {
  key: string;
  environment: string;
  service: string;
  /** The Application that deploys it, by its name. */
  application: string;
  state: CellState;
  tone: Tone;
  /** What stands beside the version, e.g. "Healthy", "Rolling out", "Crash loop". */
  words: string;
  desired: string | null;
  running: string[];
  /** What the branch holds when it is not yet what was synced (a manual environment that waits). */
  inGit: string | null;
  sync: SyncState;
  health: HealthState;
  ready: { ready: number; total: number } | null;
  /** "2.4.0 still serves 3 of 3", when something fails while something else serves. */
  stillServes: string | null;
  failing: FailingPod[];
  /** How far it is behind the environment before, in words ("1 minor behind"), or null. */
  lag: string | null;
  since: Time | null;
};

export type Commit = { sha: string; author: string; message: string; at: Time | null; url: string | null };

export type LastOperation = {
  phase: OperationPhase;
  /** sync · partial-sync · self-heal · dry-run · rollback */
  kind: "sync" | "partial-sync" | "self-heal" | "dry-run" | "rollback";
  message: string;
  revision: string | null;
  by: string;
  startedAt: Time | null;
  finishedAt: Time | null;
  retryCount: number;
  /** "still retrying abc1234 while def4567 waits", or null. */
  retrying: string | null;
};

export type WindowState = {
  state: "always-open" | "open" | "closed" | "unknown";
  /** When it next changes; null when it never does. */
  changesAt: Time | null;
  words: string;
  rule: string | null;
};

export type LastDeployment = {
  at: Time;
  by: string;
  how: "automatic" | "by hand" | "rollback";
  revision: string | null;
  outcome: "succeeded" | "failed" | "running";
} | null;

export type EnvironmentHeader = {
  name: string;
  short: string;
  position: number;
  tone: Tone;
  words: string;
  health: HealthState;
  sync: SyncState;
  syncWords: string;
  applications: { total: number; missing: string[]; failing: number; moving: number; outOfSync: number };
  revision: Commit | null;
  window: WindowState;
  lastDeployment: LastDeployment;
  lastOperation: LastOperation | null;
  /** "syncs and heals by itself", and a sentence when any application disagrees with what is declared. */
  policy: { words: string; differs: string | null };
  /** Of all its applications, at most ten, errors first; each names its application where there are several. */
  conditions: { type: string; message: string; since: Time | null; application: string | null }[];
  instance: string;
  links: { argocd: string | null; git: string | null };
};

/** One line of "needs attention", worst first. */
export type Attention = {
  id: string;
  tone: Tone;
  title: string;
  detail: string;
  since: Time | null;
  href: string;
  action: string;
};

export type ServiceRow = { name: string; about: string; cells: Cell[] };

export type InstanceState = {
  name: string;
  state: "live" | "stale" | "offline" | "starting";
  version: string | null;
  lastEventAt: Time | null;
  since: Time | null;
  message: string | null;
};

/**
 * A banner: a broken or waiting policy, a broken values file, a Git host away. `asOf`: when what is shown of it was last
 * known true. `link`: where something can be done about it.
 */
export type Notice = {
  id: string;
  tone: Tone;
  title: string;
  detail: string;
  asOf: Time | null;
  link?: { href: string; words: string };
};

export type OverviewFilter = {
  q: string;
  /** Part of an environment's name; the columns that have it are shown, and what fails or moves is looked for there. */
  env: string;
  only: "all" | "differing" | "failing" | "moving";
  page: number;
  /** First environment column shown (for many environments). */
  column: number;
};

export type Overview = {
  platform: string;
  demo: boolean;
  /** The branch of the GitOps repository that is followed. */
  branch: string;
  generatedAt: Time;
  /** Id of the last live change this snapshot holds; the event stream resumes from it. */
  eventId: string;
  filter: OverviewFilter;
  totals: { services: number; environments: number; shownServices: number; applications: number };
  pages: number;
  columns: number;
  environments: EnvironmentHeader[];
  services: ServiceRow[];
  attention: Attention[];
  instances: InstanceState[];
  notices: Notice[];
  lately: Happening[];
};

/** One thing that happened, for "Lately". */
export type Happening = {
  id: string;
  at: Time;
  who: string;
  environment: string;
  words: string;
  tone: Tone;
  chip: string;
};

/** What the event stream carries (decisions.md 5): the changed parts themselves, patched into the cache by key. */
export type LiveEvent = {
  id: string;
  at: Time;
  cells: Cell[];
  /** Keys of cells that are no more. */
  gone: string[];
  environments: EnvironmentHeader[];
  instances: InstanceState[];
  notices: Notice[] | null;
  attention: Attention[] | null;
  lately: Happening[];
};
