/** The outside world on one page. Adapters implement these; commands and the worker ask nothing else. */
import type { AuditEntry } from "./domain/audit/event";
import type { DeploymentFact } from "./domain/deployment";
import type { Observation } from "./domain/observation";
import type { ApplicationRef, ObservedApplication, ObservedOperation, TreeNode } from "./domain/observed";
import type {
  KubernetesEvent,
  LogLine,
  LogQuestion,
  ManagedResource,
  ResourceRef,
  ResourceTree,
} from "./domain/observed-inside";
import type { Pipeline, Problem } from "./domain/pipeline";
import type { ResolvedEnvironment } from "./domain/placement";
import type { Writer, WrittenCommit } from "./domain/policy-approval";
import type { ReadingState } from "./domain/policy-standing";
import type { ProjectedApplication, ProjectedCell, Projection } from "./domain/projection";
import type { Sight } from "./domain/sight";

export type * from "./access-ports";

export type Clock = {
  now(): Date;
  /** Called each time the clock was moved; only the demo's ever is. */
  onMoved?(listener: () => void): void;
};

/** The clocks of the demo, ours and both simulators', moved together and only forward. */
export type DemoClocks = { advanceTo(target: Date): Promise<Outcome<undefined>> };

/** Structured log; secrets never get here (adapters strip them before they log). */
export type Log = {
  info(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
};

/** How an outside system failed us; `detail` is its own word, safe to show. */
export type OutsideFailure = {
  kind:
    | "unreachable"
    | "refused-us"
    | "refused-this"
    | "not-found"
    | "busy"
    | "blocked-by-window"
    | "rate-limited"
    | "misconfigured"
    | "not-known-yet"
    | "failed";
  status: number | null;
  detail: string;
};
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: OutsideFailure };

// ── Argo CD ────────────────────────────────────────────────────────────────
export type {
  ApplicationRef,
  ObservedApplication,
  ObservedOperation,
  TreeNode,
} from "./domain/observed";

/** What LIST proves (decisions.md 3): presence, sync, health, phase; nothing else may be concluded from it. */
export type ListedApplication = ApplicationRef & {
  sync: ObservedApplication["sync"];
  health: ObservedApplication["health"];
  phase: ObservedOperation["phase"] | null;
};

/** A list, and how many of its items could not even be named: then what is not in it may still be there. */
export type ListedApplications = { applications: ListedApplication[]; unreadable: number };

/** `concern`: why this version asks for attention, as a sentence. */
export type ArgoCdVersion = { text: string; concern: string | null };

export type StreamEvent =
  | { type: "ADDED" | "MODIFIED" | "DELETED"; application: ObservedApplication }
  /** A frame that is not as promised; the stream goes on. */
  | { type: "UNREADABLE"; detail: string };

export type ArgoCd = {
  readonly instance: string;
  /** Address of the web interface, for links. */
  readonly url: string;
  version(): Promise<Outcome<ArgoCdVersion>>;
  list(): Promise<Outcome<ListedApplications>>;
  get(ref: ApplicationRef, options?: { refresh: "normal" | "hard" }): Promise<Outcome<ObservedApplication>>;
  tree(ref: ApplicationRef): Promise<Outcome<TreeNode[]>>;
  /** Every application as ADDED, then changes, until it ends, fails or `signal` aborts. `onBytes` at each chunk, heartbeats too. */
  stream(options: { signal: AbortSignal; onBytes: () => void }): AsyncIterable<StreamEvent>;
};

/** A heavy answer and when Argo CD gave it: everybody who looks shares it. */
export type Seen<T> = { value: T; at: Date };

/**
 * The inside of Applications, asked for when somebody looks: one question to Argo CD for all who look at once, kept as
 * decisions.md 4 says. A tree is kept fresh by its own stream for as long as it is asked for again.
 */
export type ArgoCdInside = {
  readonly instance: string;
  readonly url: string;
  tree(ref: ApplicationRef): Promise<Outcome<Seen<ResourceTree>>>;
  managedResources(ref: ApplicationRef): Promise<Outcome<Seen<ManagedResource[]>>>;
  /** The live object as JSON; secrets masked by Argo CD. */
  manifest(ref: ApplicationRef, resource: ResourceRef): Promise<Outcome<Seen<string>>>;
  /** Of the Application itself, or of one resource of its tree; newest first. */
  events(
    ref: ApplicationRef,
    resource: { namespace: string; name: string; uid: string | null } | null,
  ): Promise<Outcome<Seen<KubernetesEvent[]>>>;
  /**
   * Ends with the log, or when `signal` aborts; at once where there is no such pod. Throws OutsideError. Those who follow
   * the same pod share one stream; too many different ones of one Application are refused as busy.
   */
  logs(ref: ApplicationRef, question: LogQuestion, signal: AbortSignal): AsyncIterable<LogLine>;
};

// ── Git host ───────────────────────────────────────────────────────────────
export type GitCommit = {
  sha: string;
  author: string;
  mail: string;
  login: string | null;
  message: string;
  at: Date | null;
  url: string | null;
};

export type GitHost = {
  /** The commit a branch points at now. */
  head(branch: string): Promise<Outcome<string>>;
  /** Text of one file at one commit; null when it is not there. */
  file(path: string, ref: string): Promise<Outcome<string | null>>;
  /** Every path at a commit, folders too, with the hash of what it holds; null when the host does not list them all. */
  files(sha: string): Promise<Outcome<Map<string, string> | null>>;
  /** The text of each file at a commit that `wanted` picks, with one request however many they are. */
  texts(sha: string, wanted: (path: string) => boolean): Promise<Outcome<Map<string, string>>>;
  commit(sha: string): Promise<Outcome<GitCommit>>;
  /** Newest first, at most `limit`, those that touched `path` (all when null). */
  commits(options: { ref: string; path: string | null; limit: number }): Promise<Outcome<GitCommit[]>>;
};

/** Who had a hand in the commits that reached `to` since `from` and touched these paths; the newest of each where none did. */
export type GitWriters = {
  writers(range: { from: string | null; to: string; paths: readonly string[] }): Promise<Outcome<WrittenCommit[]>>;
};
/** Who is in an organisation ("linq") or a team ("linq/sre"), as ids of people; one that is not there has nobody. */
export type GitMembership = { members(group: string): Promise<Outcome<ReadonlySet<string>>> };

/** Reads environments/pipeline.yaml into the domain's own type. Never throws for what the file says. */
export type PolicyReader = (
  text: string,
  file: string,
) => { ok: true; pipeline: Pipeline } | { ok: false; problems: Problem[] };

// ── Store: what the worker writes ──────────────────────────────────────────
export type SavedDeployment = DeploymentFact & {
  environment: string | null;
  versions: Record<string, string>;
  observedLate: boolean;
};

export type ProjectionChange = {
  at: Date;
  applications: ProjectedApplication[];
  cells: ProjectedCell[];
  /** Rows that an application no longer fills; another one may. */
  goneCells: { environment: string; service: string; applicationId: string }[];
  services: { name: string; position: number; about: string }[];
  observations: Observation[];
  deployments: SavedDeployment[];
};

/** How many files cannot be read, and what is wrong with the first of them. */
export type FaultyFiles = { count: number; problems: Problem[] };

export type InstanceReport = {
  name: string;
  url: string;
  state: "starting" | "live" | "stale" | "offline";
  version: string | null;
  message: string | null;
  at: Date;
  lastEventAt: Date | null;
  lastListAt: Date | null;
};

export type PolicyOutcome = {
  commit: string;
  file: string;
  text: string;
  at: Date;
  result: { ok: true; pipeline: Pipeline; environments: ResolvedEnvironment[] } | { ok: false; problems: Problem[] };
  /** Who wrote what differs from the rules in force; null where it is not known, or nothing differs. */
  writers?: WrittenCommit[] | null;
};

export type LastPolicyReading = {
  id: bigint;
  text: string;
  commit: string;
  state: ReadingState;
  seal: string | null;
  problems: Problem[];
  touched: string[];
  writersKnown: boolean;
};

/** What waits, with the rules that judge it and what was decided on it so far. */
export type PolicyWaiting = {
  commit: string;
  file: string;
  seal: string;
  inForce: Pipeline;
  writers: WrittenCommit[] | null;
  /** Whom the Git host named as pushers of those commits. */
  pushers: Writer[];
  decisions: { person: string; roles: string[]; decision: "approve" | "reject" }[];
};

/** What is kept of a decision: with `becomes` the reading is in force, or rejected, from then on. */
export type PolicyRuling = {
  keep: { person: string; name: string; decision: "approve" | "reject"; roles: string[]; comment: string } | null;
  becomes: "in-force" | "rejected" | null;
  at: Date;
  records: AuditEntry[];
};

/** Decides on what waits, one decision at a time: what `judge` says of it is kept with its records, or nothing is. */
export type PolicyDecisions = {
  decide<T>(judge: (waiting: PolicyWaiting | null) => { ruling: PolicyRuling; answer: T }): Promise<T>;
};

/** What the worker keeps. Every save is one transaction with its live change and its notification. */
export type ProjectionStore = {
  load(instance: string): Promise<Projection[]>;
  save(change: ProjectionChange): Promise<void>;
  saveInstance(report: InstanceReport): Promise<void>;
  /** Keeps a reading: it takes force, waits for approval or is refused, as the rules in force say. */
  savePolicy(outcome: PolicyOutcome): Promise<void>;
  /** Keeps who wrote what waits, where that was not known when it was read. */
  savePolicyWriters(readingId: bigint, writers: WrittenCommit[], at: Date): Promise<void>;
  saveGitState(state: {
    branch: string;
    head: string | null;
    state: "live" | "offline";
    message: string | null;
    /** The values files at `head` that cannot be read; null: not known, what was said before stays. */
    faulty: FaultyFiles | null;
    at: Date;
  }): Promise<void>;
  /** Keeps commits and tells the pages of `environments` that they have something to show. */
  saveCommits(commits: GitCommit[], environments: string[], at: Date): Promise<void>;
  /** Which of these commits are not known yet. */
  unknownCommits(shas: string[]): Promise<string[]>;
  /** Which of these the followed branch was not yet seen to hold. */
  notOnBranch(shas: string[]): Promise<string[]>;
  /** Keeps commits as the branch's, each with the time when it came, and tells the pages. */
  saveBranchCommits(commits: (GitCommit & { onBranchAt: Date })[], at: Date): Promise<void>;
  environments(): Promise<ResolvedEnvironment[]>;
  policyInForce(): Promise<{ pipeline: Pipeline; text: string; commit: string } | null>;
  /** The last reading, whatever became of it. */
  lastPolicyReading(): Promise<LastPolicyReading | null>;
  gitHead(branch: string): Promise<string | null>;
};

/** Puts on record, all of it or nothing. What is recorded with other changes is appended in their own transaction. */
export type AuditLog = { append(entries: AuditEntry[]): Promise<void> };

/** What a person keeps at hand, at most so many. */
export type FavouriteName = { kind: "environment" | "service"; key: string };
export type Favourites = {
  /** Whether it is there, in what is seen. */
  exists(favourite: FavouriteName, sight: Sight): Promise<boolean>;
  /** False when the person keeps `most` others already. Keeping twice is keeping once. */
  keep(person: string, favourite: FavouriteName, at: Date, most: number): Promise<boolean>;
  drop(person: string, favourite: FavouriteName): Promise<void>;
};

/** Runs `work` while this process holds the named lock; `signal` aborts when the lock is lost. Tries again for ever. */
export type Leadership = (
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
) => Promise<void>;

/** Hears a channel until `stop`; calls `onNotify` also once after each reconnection, with null. */
export type Listen = (channel: string, onNotify: (payload: string | null) => void, stop: AbortSignal) => void;
