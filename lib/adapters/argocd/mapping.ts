import type * as z from "zod";
import type { ApplicationRef, ListedApplications, ObservedApplication, ObservedOperation, TreeNode } from "@/lib/ports";
import { type WireApplication, type wireList, wireListed, type wireTree } from "./wire";

const SYNC = ["Synced", "OutOfSync", "Unknown"] as const;
const HEALTH = ["Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown"] as const;
const PHASES = ["Running", "Terminating", "Failed", "Error", "Succeeded"] as const;

function word<T extends string>(value: string | null | undefined, words: readonly T[], otherwise: T): T {
  return words.find((known) => known === value) ?? otherwise;
}

/** Cuts an Application down to what is used; words that are not known become Unknown, never an error. */
export function observedApplication(wire: WireApplication): ObservedApplication {
  const { metadata, spec, status } = wire;
  const source = spec?.sources[0] ?? spec?.source ?? null;
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    project: spec?.project || "default",
    uid: metadata.uid,
    labels: metadata.labels,
    sync: word(status?.sync?.status, SYNC, "Unknown"),
    revision: status?.sync?.revision ?? status?.sync?.revisions[0] ?? null,
    targetRevision: source?.targetRevision || null,
    health: word(status?.health?.status, HEALTH, "Unknown"),
    healthMessage: status?.health?.message ?? "",
    healthSince: status?.health?.lastTransitionTime ?? null,
    operationRequested: wire.operation !== null && wire.operation !== undefined,
    operation: observedOperation(wire),
    history: history(wire),
    conditions: (status?.conditions ?? []).map((c) => ({
      type: c.type,
      message: c.message,
      since: c.lastTransitionTime,
    })),
    resources: (status?.resources ?? []).map((r) => ({
      group: r.group,
      version: r.version,
      kind: r.kind,
      namespace: r.namespace,
      name: r.name,
      sync: r.status === null ? null : word(r.status, SYNC, "Unknown"),
      health: r.health?.status ? word(r.health.status, HEALTH, "Unknown") : null,
      healthMessage: r.health?.message ?? "",
      hook: r.hook,
      // 2.14 says so of every hook that a sync has left: no sync prunes those.
      requiresPruning: r.requiresPruning && !r.hook,
    })),
    images: status?.summary?.images ?? [],
    automated: automated(spec?.syncPolicy?.automated),
  };
}

/** An `automated` block syncs every commit whatever its two flags say; only `enabled: false` stops it (contract 6.4). */
function automated(
  block: { prune: boolean; selfHeal: boolean; enabled?: boolean | null | undefined } | null | undefined,
) {
  if (!block) return { enabled: false, prune: false, selfHeal: false };
  return { enabled: block.enabled !== false, prune: block.prune, selfHeal: block.selfHeal };
}

function history({ status }: WireApplication): ObservedApplication["history"] {
  return (status?.history ?? []).flatMap((entry) =>
    entry.deployedAt === null
      ? []
      : [
          {
            id: entry.id,
            revision: entry.revision ?? entry.revisions[0] ?? null,
            deployedAt: entry.deployedAt,
            startedAt: entry.deployStartedAt,
            initiatedBy: entry.initiatedBy,
          },
        ],
  );
}

function observedOperation({ status }: WireApplication): ObservedOperation | null {
  const state = status?.operationState;
  if (!state) return null;
  const sync = state.operation?.sync;
  const initiatedBy = state.operation?.initiatedBy ?? { username: "", automated: false };
  const partial = (sync?.resources ?? 0) > 0;
  return {
    phase: phaseOf(state),
    message: state.message,
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    revision:
      state.syncResult?.revision ?? state.syncResult?.revisions[0] ?? sync?.revision ?? sync?.revisions[0] ?? null,
    retryCount: state.retryCount,
    initiatedBy,
    dryRun: sync?.dryRun ?? false,
    partial,
    selfHeal: (sync?.autoHealAttemptsCount ?? 0) > 0,
    isRollback: !initiatedBy.automated && !partial && isRollback(sync),
    infos: state.operation?.info ?? [],
    results: (state.syncResult?.resources ?? []).map(({ hookType, ...result }) => ({ ...result, hook: hookType })),
  };
}

/** A phase that is not known yet is no failure while it goes on. */
function phaseOf({ phase, finishedAt }: { phase: string; finishedAt: Date | null }): ObservedOperation["phase"] {
  return word(phase, PHASES, finishedAt === null ? "Running" : "Error");
}

/** A rollback is a sync by hand with the source of a history entry and the apply strategy (contract 5.2). */
function isRollback(
  sync:
    | { source?: object | null | undefined; syncStrategy?: { apply?: object | null | undefined } | null | undefined }
    | null
    | undefined,
): boolean {
  return Boolean(sync?.source && sync.syncStrategy?.apply);
}

/** What a list proves, and how many of its items could not even be named. */
export function listedApplications(wire: z.output<typeof wireList>): ListedApplications {
  const items = (wire.items ?? []).map((item) => wireListed.safeParse(item));
  return {
    applications: items.flatMap((item) => (item.success ? [listed(item.data)] : [])),
    unreadable: items.filter((item) => !item.success).length,
  };
}

function listed(item: z.output<typeof wireListed>): ListedApplications["applications"][number] {
  const ref: ApplicationRef = {
    name: item.metadata.name,
    namespace: item.metadata.namespace,
    project: item.spec?.project || "default",
  };
  const phase = item.status?.operationState?.phase;
  return {
    ...ref,
    sync: word(item.status?.sync?.status, SYNC, "Unknown"),
    health: word(item.status?.health?.status, HEALTH, "Unknown"),
    phase: phase ? phaseOf({ phase, finishedAt: null }) : null,
  };
}

export function treeNodes(wire: z.output<typeof wireTree>): TreeNode[] {
  return wire.nodes.map(({ parentRefs, health, ...node }) => ({
    ...node,
    parents: parentRefs,
    health: health?.status ? word(health.status, HEALTH, "Unknown") : null,
    healthMessage: health?.message ?? "",
  }));
}
