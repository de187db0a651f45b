import type { JsonObject } from "./json";

/** The parts of Argo CD's data model that the simulator fills (contract, section 4). */
export type SyncCode = "" | "Unknown" | "Synced" | "OutOfSync";
export type HealthCode = "Healthy" | "Suspended" | "Progressing" | "Missing" | "Degraded" | "Unknown";
export type OperationPhase = "Running" | "Terminating" | "Failed" | "Error" | "Succeeded";

export interface Health {
  status: HealthCode;
  message?: string | undefined;
}

export interface Source {
  repoURL: string;
  path?: string | undefined;
  targetRevision?: string | undefined;
  helm?: { valueFiles?: string[] | undefined; releaseName?: string | undefined; [key: string]: unknown } | undefined;
  [key: string]: unknown;
}

interface Retry {
  limit?: number | undefined;
  backoff?:
    | { duration?: string | undefined; factor?: number | undefined; maxDuration?: string | undefined }
    | undefined;
  refresh?: boolean | undefined;
}

export interface SyncPolicy {
  automated?:
    | {
        prune?: boolean | undefined;
        selfHeal?: boolean | undefined;
        allowEmpty?: boolean | undefined;
        enabled?: boolean | null | undefined;
      }
    | null
    | undefined;
  syncOptions?: string[] | undefined;
  retry?: Retry | undefined;
}

export interface ApplicationSpec {
  source?: Source | undefined;
  destination: { server?: string | undefined; name?: string | undefined; namespace?: string | undefined };
  project: string;
  syncPolicy?: SyncPolicy | undefined;
  revisionHistoryLimit?: number | undefined;
  [key: string]: unknown;
}

interface ResourceRef {
  group?: string | undefined;
  kind: string;
  name: string;
  namespace?: string | undefined;
}

export interface Operation {
  sync?:
    | {
        revision?: string | undefined;
        prune?: boolean | undefined;
        dryRun?: boolean | undefined;
        syncStrategy?: { apply?: JsonObject; hook?: JsonObject } | undefined;
        resources?: ResourceRef[] | undefined;
        source?: Source | undefined;
        syncOptions?: string[] | undefined;
        autoHealAttemptsCount?: number | undefined;
      }
    | undefined;
  initiatedBy: { username?: string | undefined; automated?: boolean | undefined };
  info?: { name: string; value: string }[] | undefined;
  retry: Retry;
}

export interface ResourceResult {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status?: "Synced" | "SyncFailed" | "Pruned" | "PruneSkipped" | undefined;
  message?: string | undefined;
  hookType?: "PreSync" | undefined;
  hookPhase?: OperationPhase | undefined;
  syncPhase?: "PreSync" | "Sync" | undefined;
  images?: string[] | undefined;
}

export interface OperationState {
  operation: Operation;
  phase: OperationPhase;
  message?: string | undefined;
  syncResult?: { resources?: ResourceResult[] | undefined; revision: string; source: Source } | undefined;
  startedAt: string;
  finishedAt?: string | undefined;
  retryCount?: number | undefined;
}

export interface ResourceStatus {
  group?: string | undefined;
  version?: string | undefined;
  kind: string;
  namespace?: string | undefined;
  name: string;
  status?: SyncCode | undefined;
  health?: Health | undefined;
  hook?: boolean | undefined;
  requiresPruning?: boolean | undefined;
}

interface HistoryEntry {
  revision: string;
  deployedAt: string;
  id: number;
  source: Source;
  deployStartedAt?: string | undefined;
  initiatedBy: { username?: string | undefined; automated?: boolean | undefined };
}

export interface Condition {
  type: string;
  message: string;
  lastTransitionTime?: string | undefined;
}

export interface ApplicationStatus {
  resources?: ResourceStatus[] | undefined;
  sync: {
    status: SyncCode;
    comparedTo: { source: Source | JsonObject; destination: JsonObject | ApplicationSpec["destination"] };
    revision?: string | undefined;
  };
  health: { status?: HealthCode | undefined; message?: string | undefined; lastTransitionTime?: string | undefined };
  history?: HistoryEntry[] | undefined;
  conditions?: Condition[] | undefined;
  reconciledAt?: string | undefined;
  operationState?: OperationState | undefined;
  sourceType?: string | undefined;
  summary: { images?: string[] | undefined };
  resourceHealthSource?: string | undefined;
  controllerNamespace?: string | undefined;
  sourceHydrator: JsonObject;
}

export interface Metadata {
  name: string;
  namespace: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  creationTimestamp: string;
  labels?: Record<string, string> | undefined;
  annotations?: Record<string, string> | undefined;
  finalizers?: string[] | undefined;
  managedFields?: JsonObject[] | undefined;
}

export interface Application {
  metadata: Metadata;
  spec: ApplicationSpec;
  status: ApplicationStatus;
  operation?: Operation | undefined;
}

export interface SyncWindow {
  kind?: string | undefined;
  schedule?: string | undefined;
  duration?: string | undefined;
  applications?: string[] | undefined;
  namespaces?: string[] | undefined;
  clusters?: string[] | undefined;
  manualSync?: boolean | undefined;
  timeZone?: string | undefined;
  andOperator?: boolean | undefined;
  description?: string | undefined;
  syncOverrun?: boolean | undefined;
}

export interface Project {
  metadata: Metadata;
  spec: { syncWindows?: SyncWindow[] | undefined; [key: string]: unknown };
  status: JsonObject;
}

export interface TreeNode {
  group?: string | undefined;
  version?: string | undefined;
  kind: string;
  namespace?: string | undefined;
  name: string;
  uid?: string | undefined;
  parentRefs?: JsonObject[] | undefined;
  info?: { name: string; value: string }[] | undefined;
  networkingInfo?: JsonObject | undefined;
  resourceVersion?: string | undefined;
  images?: string[] | undefined;
  health?: Health | undefined;
  createdAt?: string | undefined;
}

export interface KubernetesEvent {
  metadata: JsonObject;
  involvedObject: JsonObject;
  reason: string;
  message: string;
  source: JsonObject;
  firstTimestamp: string;
  lastTimestamp: string;
  count: number;
  type: string;
  eventTime: null;
}
