import type { HealthState, SyncState, Tone } from "./status";

export const CELL_STATES = [
  "healthy",
  "rolling-out",
  "failing",
  "degraded",
  "changed-behind-git",
  "waiting-for-sync",
  "missing",
  "suspended",
  "not-deployed",
  "unknown",
] as const;
export type CellState = (typeof CELL_STATES)[number];

export type CellFacts = {
  present: boolean;
  everDeployed: boolean;
  sync: SyncState;
  health: HealthState;
  /** The application could not be compared: rendering failed, for example. */
  comparisonFailed: boolean;
  operationRunning: boolean;
  /** The last full operation ended without success, and nothing has succeeded since. */
  lastSyncFailed: boolean;
  desired: string | null;
  running: string[];
  failingReason: string | null;
  /** Git holds something for this environment that was not synced yet; null when that is not known. */
  gitIsAhead: boolean | null;
  /** The application is there, and nothing of this service is in it: left out of this environment, for example. */
  leftOut?: boolean;
  /** A sync ended moments ago: what Argo CD says of differences may be older than that end (contract 13.1). */
  justSynced?: boolean;
};

export type CellVerdict = { state: CellState; tone: Tone; words: string };

/** One verdict for one service in one environment; the first that applies, worst first (product.md "Truth in the words", rule 7). */
export function cellVerdict(facts: CellFacts): CellVerdict {
  if (!facts.present) return { state: "missing", tone: "failing", words: "Not in Argo CD" };
  if (facts.failingReason) return { state: "failing", tone: "failing", words: facts.failingReason };
  if (facts.leftOut) return { state: "not-deployed", tone: "fine", words: "Not part of it" };
  if (facts.health === "Degraded") return { state: "degraded", tone: "failing", words: "Degraded" };
  if (facts.health === "Missing") return missing(facts);
  if (facts.health === "Progressing" || isChangingOver(facts))
    return { state: "rolling-out", tone: "moving", words: facts.operationRunning ? "Syncing" : "Rolling out" };
  if (facts.comparisonFailed) return { state: "unknown", tone: "attention", words: "Cannot be compared" };
  if (facts.sync === "OutOfSync") return outOfSync(facts);
  if (facts.health === "Suspended") return { state: "suspended", tone: "attention", words: "Suspended" };
  if (facts.health === "Unknown" || facts.sync === "Unknown")
    return { state: "unknown", tone: "unknown", words: "Unknown" };
  return { state: "healthy", tone: "fine", words: "Healthy" };
}

function missing(facts: CellFacts): CellVerdict {
  if (facts.operationRunning) return { state: "rolling-out", tone: "moving", words: "Syncing" };
  if (facts.justSynced) return { state: "rolling-out", tone: "moving", words: "Rolling out" };
  if (!facts.everDeployed) return { state: "not-deployed", tone: "waiting", words: "Not deployed yet" };
  return { state: "missing", tone: "failing", words: "Gone from the cluster" };
}

/** Pods of two versions, or of another one than desired, while nothing is wrong: a rollout. */
function isChangingOver(facts: CellFacts): boolean {
  if (facts.running.length > 1) return true;
  const [only] = facts.running;
  return facts.operationRunning && facts.desired !== null && only !== undefined && only !== facts.desired;
}

function outOfSync(facts: CellFacts): CellVerdict {
  if (facts.operationRunning) return { state: "rolling-out", tone: "moving", words: "Syncing" };
  if (facts.lastSyncFailed) return { state: "degraded", tone: "failing", words: "Sync failed" };
  if (facts.justSynced) return { state: "rolling-out", tone: "moving", words: "Rolling out" };
  if (facts.gitIsAhead === false)
    return { state: "changed-behind-git", tone: "attention", words: "Changed behind Git" };
  return { state: "waiting-for-sync", tone: "waiting", words: "Waits for sync" };
}
