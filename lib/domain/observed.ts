/** What Argo CD was seen to say of one Application, cut down to what Slipway uses. Facts only; no judgement. */

export type ApplicationRef = { name: string; namespace: string; project: string };

export type ObservedOperation = {
  phase: "Running" | "Terminating" | "Failed" | "Error" | "Succeeded";
  message: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  revision: string | null;
  retryCount: number;
  initiatedBy: { username: string; automated: boolean };
  dryRun: boolean;
  /** True when `operation.sync.resources` is set: not a deployment (contract 13.1). */
  partial: boolean;
  selfHeal: boolean;
  isRollback: boolean;
  infos: { name: string; value: string }[];
  results: {
    kind: string;
    group: string;
    name: string;
    namespace: string;
    status: string;
    message: string;
    hook: string | null;
    hookPhase: string | null;
    syncPhase: string | null;
  }[];
};

export type ObservedHistory = {
  id: number;
  revision: string | null;
  deployedAt: Date;
  startedAt: Date | null;
  initiatedBy: { username: string; automated: boolean };
};

export type ObservedResource = {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  sync: "Synced" | "OutOfSync" | "Unknown" | null;
  health: "Healthy" | "Suspended" | "Progressing" | "Missing" | "Degraded" | "Unknown" | null;
  healthMessage: string;
  hook: boolean;
  requiresPruning: boolean;
};

/** One Application as the stream or GET tells it, cut down to what Slipway uses. Null: this source does not carry the fact. */
export type ObservedApplication = ApplicationRef & {
  uid: string | null;
  labels: Record<string, string>;
  sync: "Synced" | "OutOfSync" | "Unknown";
  /** Git SHA the comparison was made with (targetRevision's newest). */
  revision: string | null;
  targetRevision: string | null;
  health: "Healthy" | "Suspended" | "Progressing" | "Missing" | "Degraded" | "Unknown";
  healthMessage: string;
  healthSince: Date | null;
  /** Requested and not yet picked up, or running. */
  operationRequested: boolean;
  operation: ObservedOperation | null;
  history: ObservedHistory[];
  conditions: { type: string; message: string; since: Date | null }[];
  resources: ObservedResource[];
  images: string[];
  automated: { enabled: boolean; prune: boolean; selfHeal: boolean };
};

export type TreeNode = {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string | null;
  parents: { kind: string; group: string; namespace: string; name: string; uid: string | null }[];
  images: string[];
  health: ObservedApplication["health"] | null;
  healthMessage: string;
  createdAt: Date | null;
  info: { name: string; value: string }[];
};
