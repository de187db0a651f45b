import type { ObservedResource } from "./observed";
import type { Tone } from "./status";

/** How one resource stands; what has no health check is judged by its sync alone. */
export function resourceTone(resource: Pick<ObservedResource, "sync" | "health" | "requiresPruning">): Tone {
  switch (resource.health) {
    case "Degraded":
    case "Missing":
      return "failing";
    case "Progressing":
      return "moving";
    case "Suspended":
      return "attention";
    case "Unknown":
      return "unknown";
    case "Healthy":
    case null:
      return syncTone(resource);
  }
}

/** Where the comparison failed, everything seems to be up for pruning (contract 13.6): that says nothing. */
function syncTone({ sync, requiresPruning }: Pick<ObservedResource, "sync" | "requiresPruning">): Tone {
  if (sync === "Unknown") return "unknown";
  return sync === "OutOfSync" || requiresPruning ? "attention" : "fine";
}
