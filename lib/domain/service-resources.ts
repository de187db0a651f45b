import type { ObservedResource } from "./observed";
import { type HealthState, type SyncState, worstHealth } from "./status";

const WORKLOADS = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout"]);

/**
 * The resources of one service in an application that holds several: those named after it. Among services whose names
 * begin alike the longest name wins, so `linq-web-api` never counts for `linq-web`.
 */
export function resourcesOf(
  service: string,
  services: readonly string[],
  resources: readonly ObservedResource[],
): ObservedResource[] {
  return resources.filter((resource) => !resource.hook && ownerOf(resource.name, services) === service);
}

/** The service that a name belongs to: its own, or the longest that it begins with. */
export function ownerOf(name: string, services: readonly string[]): string | null {
  const owners = services.filter((service) => name === service || name.startsWith(`${service}-`));
  return owners.reduce<string | null>((best, next) => (best && best.length >= next.length ? best : next), null);
}

/**
 * The health of a service's own resources; null where none is told. It is missing when its workload is: a lost ConfigMap
 * leaves it running (contract 13.17), which older servers call Missing all the same.
 */
export function serviceHealth(
  own: readonly ObservedResource[],
  resources: readonly ObservedResource[],
): HealthState | null {
  const told = own.flatMap((resource) => resource.health ?? []);
  const isTold = resources.some((resource) => resource.health !== null);
  if (own.some((resource) => WORKLOADS.has(resource.kind) && isGone(resource, isTold))) return "Missing";
  const alive = told.filter((health) => health !== "Missing");
  return worstHealth(alive) ?? worstHealth(told);
}

/** Newer servers give a missing resource no health at all; that says something only where others have theirs. */
function isGone({ sync, health, requiresPruning }: ObservedResource, isTold: boolean): boolean {
  if (sync !== "OutOfSync" || requiresPruning) return false;
  return health === "Missing" || (health === null && isTold);
}

/** Whether a service's own resources are as Git has them; unknown when one of them could not be compared. */
export function serviceSync(own: readonly ObservedResource[]): SyncState {
  if (own.some((resource) => resource.sync === "Unknown")) return "Unknown";
  return own.some((resource) => resource.sync === "OutOfSync") ? "OutOfSync" : "Synced";
}
