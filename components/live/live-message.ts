import type { LiveEvent } from "@/lib/http/contracts/overview";

/** What a page hears: from the server, or from the tab that listens for all of this browser. */
export type LiveMessage =
  | { kind: "change"; event: LiveEvent }
  | { kind: "reset"; id: string; anew: boolean }
  | { kind: "beat"; at: string; databaseAwaySince: string | null }
  | { kind: "lost" }
  | { kind: "signed-out" };
