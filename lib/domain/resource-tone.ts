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
      return resource.sync === "OutOfSync" || resource.requiresPruning ? "attention" : "fine";
  }
}
