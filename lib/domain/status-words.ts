import type { SyncState, Tone } from "./status";

/** Sync in words, the same on every screen; begins with a small letter, as beside a version. */
export function syncWords(sync: SyncState): string {
  switch (sync) {
    case "Synced":
      return "synced";
    case "OutOfSync":
      return "out of sync";
    case "Unknown":
      return "sync not known";
  }
}

/** The kind of status that sync is, where it stands by itself. */
export function syncTone(sync: SyncState): Tone {
  switch (sync) {
    case "Synced":
      return "fine";
    case "OutOfSync":
      return "attention";
    case "Unknown":
      return "unknown";
  }
}

/** "1 restart", "3 restarts"; empty where there was none. */
export function restartWords(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "1 restart" : `${count} restarts`;
}

/** With a capital, as at a sentence's beginning. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
