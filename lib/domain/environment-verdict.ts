import type { HealthState, SyncState, Tone } from "./status";

/** Whether all of an environment's Applications are synced; one that is not known makes the whole not known. */
export function syncOfAll(syncs: readonly SyncState[]): SyncState {
  if (syncs.length === 0 || syncs.includes("Unknown")) return "Unknown";
  return syncs.includes("OutOfSync") ? "OutOfSync" : "Synced";
}

/** An environment's sync, in words. */
export function syncWords(sync: SyncState): string {
  switch (sync) {
    case "Synced":
      return "Synced";
    case "OutOfSync":
      return "Out of sync";
    case "Unknown":
      return "Sync not known";
  }
}

/** An environment's state in a word or two, from the worst of what is in it. */
export function environmentWords(tone: Tone, health: HealthState, missing: number): string {
  if (missing > 0) return missing === 1 ? "An application is missing" : `${missing} applications are missing`;
  switch (tone) {
    case "failing":
      return health === "Degraded" ? "Degraded" : "Failing";
    case "attention":
      return "Needs a look";
    case "moving":
      return "Progressing";
    case "waiting":
      return health === "Missing" ? "Not deployed yet" : "Waiting";
    case "unknown":
      return "Unknown";
    case "fine":
      return "Healthy";
  }
}
