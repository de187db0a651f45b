import type { ApprovalRule, EnvironmentRules, PlatformRules } from "./pipeline-rules";

/** The policy of environments/pipeline.yaml, already true: what the reader could not read never gets here. */
export type Action =
  | "view"
  | "logs"
  | "refresh"
  | "request"
  | "approve"
  | "change"
  | "sync"
  | "force"
  | "prune"
  | "rollback"
  | "terminate"
  | "restart"
  | "override"
  | "freeze"
  | "acknowledge"
  | "break-glass"
  | "administer";

export type Service = {
  name: string;
  about: string;
  /** Path of the version in every environment's values file, e.g. ["linq-orchestrator","image","tag"]. */
  version: string[];
  image: string | null;
  source: { repository: string; tag: string } | null;
  runbook: string | null;
};

export type ApplicationChoice =
  | { by: "manifest"; path: string }
  | { by: "names"; names: string[] }
  | { by: "selector"; selector: string };

export type WindowRule = {
  kind: "open" | "closed";
  /** As written: days and hours, or Argo CD's cron (with `duration`). */
  when: string;
  duration: string | null;
  zone: string;
  why: string;
  /** Place in the file, "environments/pipeline.yaml:71". */
  place: string;
};

export type Environment = {
  name: string;
  short: string;
  position: number;
  from: string | null;
  values: string;
  /** How versions stand in a fleet's value files; null in the LINQ shape, where each service names its own. */
  version: string[] | null;
  applications: ApplicationChoice;
  /** Name of the Argo CD instance; "default" where there is one. */
  argocd: string;
  change: "direct" | "pull-request";
  approvals: ApprovalRule[];
  sync: "automatic" | "manual";
  windows: WindowRule[];
  maintenance: WindowRule[];
  rules: EnvironmentRules;
  place: string;
};

export type Role = {
  name: string;
  groups: string[] | "anyone-signed-in";
  may: { environments: string; actions: Action[] | "all" }[];
  /** Place in the file, "environments/pipeline.yaml:104"; absent in policies that were kept before there was one. */
  place?: string;
};

export type SignIn = {
  github: { organisations: string[] } | null;
  oidc: { domains: string[]; groups: string[] } | null;
};

export type Freeze = { in: string; from: string; to: string; why: string; place: string };

export type Pipeline = PlatformRules & {
  name: string;
  services: Service[];
  expectedToDiffer: string[];
  promotable: string[];
  environments: Environment[];
  signIn: SignIn | null;
  roles: Role[];
  freezes: Freeze[];
  people: { mail: string | null; github: string | null; name: string | null }[];
};

/** Why a file could not be taken: always a place a person can open. */
export type Problem = { file: string; line: number; column: number; reason: string };
