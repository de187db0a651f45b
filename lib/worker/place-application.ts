import type { ObservedApplication } from "@/lib/domain/observed";
import type { Pipeline } from "@/lib/domain/pipeline";
import { environmentOf, type ResolvedEnvironment, rowsOf } from "@/lib/domain/placement";

export type BookPolicy = { pipeline: Pipeline; environments: ResolvedEnvironment[]; head: string | null };

export type Place = { resolved: ResolvedEnvironment; rows: string[] };

/** The environment that claims an application, and the rows it may fill there; null when none does. */
export function placeOf(observed: ObservedApplication, policy: BookPolicy | null, instance: string): Place | null {
  if (!policy) return null;
  const resolved = environmentOf({ instance, name: observed.name, labels: observed.labels }, policy.environments);
  if (!resolved) return null;
  const rows = rowsOf(
    { instance, name: observed.name, labels: observed.labels },
    resolved.environment,
    policy.pipeline.services,
  );
  return { resolved, rows };
}
