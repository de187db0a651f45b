/** What a gate does when it does not pass. */
export type Mode = "block" | "warn" | "show";

export const GATES = [
  "verified-in-source",
  "soak",
  "checks",
  "everything-approved",
  "downgrade",
  "source-healthy",
  "rendered-difference",
] as const;
export type GateName = (typeof GATES)[number];

/** What a hotfix may skip and an override may lift. */
export type Liftable = GateName | "semantic-versions" | "approvals" | "windows" | "maintenance" | "freezes";

export type ApprovalRule = { role: string; count: number };
type SecondPerson = "always" | "when-there-is-one";

/** The gates that the policy names; of the others each has its own default (decisions.md 10). */
export type GateRules = {
  modes: Partial<Record<GateName, Mode>>;
  /** How long the versions must have run in the source; null without a soak. */
  soakMs: number | null;
  /** What a rendered difference that prunes does. */
  prunes: Mode | null;
};

/** Durations are milliseconds; null where the policy says nothing. */
export type Verification = {
  forMs: number | null;
  atMostMs: number | null;
  endpoints: "ready" | "ignore" | null;
  health: { path: string; port: number; timeoutMs: number; attempts: number; reach: string | null } | null;
  metrics: { name: string; query: string; limit: number }[];
};

export type Hotfix = {
  skips: Liftable[];
  approvals: ApprovalRule[];
  secondPerson: SecondPerson;
  followUpWithinMs: number | null;
};

export type Override = {
  role: string;
  lifts: Liftable[];
  secondPerson: SecondPerson;
  lastsMs: number | null;
  followUpWithinMs: number | null;
};

/** What the policy says of promoting to an environment and operating it, beside what Environment itself holds. */
export type EnvironmentRules = {
  statusFile: string | null;
  notesRequired: boolean;
  approvalLastsMs: number | null;
  signInAgainMs: number | null;
  countsReviews: boolean;
  gates: GateRules;
  verify: Verification | null;
  rollback: { automatic: boolean; git: "pull-request" | "none"; ignoresWindows: boolean };
  hotfix: Hotfix | null;
  override: Override | null;
};

export type Releases = {
  branch: string | null;
  title: string | null;
  semanticVersions: Mode | null;
  notes: string | null;
  merge: "squash" | "merge" | "rebase";
};

/** What shapes every environment or the rules themselves (product.md rule 1). */
export type Protection = { paths: string[]; approvals: ApprovalRule[]; countsReviews: boolean };

export type AlertRule = {
  when:
    | "sync-failed"
    | "degraded"
    | "changed-behind-git"
    | "unapproved"
    | "rolled-back"
    | "needs-a-person"
    | "waits-for-approval";
  /** Environments, as a glob. */
  in: string;
  forMs: number;
  moreThan: number;
  inARow: boolean;
  to: string[];
};

/** Where alerts go; a secret is named and never here. */
export type Channel = {
  name: string;
  slackWebhookSecret: string | null;
  webhook: string | null;
  secret: string | null;
  mail: string | null;
};

/** What the policy says of the whole platform, beside who may do what. */
export type PlatformRules = {
  releases: Releases | null;
  protection: Protection;
  alerts: AlertRule[];
  channels: Channel[];
};

/** The rules of an environment of which the policy says nothing. */
export const NO_RULES: EnvironmentRules = {
  statusFile: null,
  notesRequired: false,
  approvalLastsMs: null,
  signInAgainMs: null,
  countsReviews: false,
  gates: { modes: {}, soakMs: null, prunes: null },
  verify: null,
  rollback: { automatic: false, git: "pull-request", ignoresWindows: true },
  hotfix: null,
  override: null,
};

/** What a policy says of the whole platform when it says nothing. */
export const NO_PLATFORM_RULES: PlatformRules = {
  releases: null,
  protection: { paths: [], approvals: [], countsReviews: false },
  alerts: [],
  channels: [],
};
