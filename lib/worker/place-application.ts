import type { ObservedApplication } from "@/lib/domain/observed";
import type { Pipeline } from "@/lib/domain/pipeline";
import { environmentOf, type ResolvedEnvironment, rowsOf } from "@/lib/domain/placement";

export type BookPolicy = { pipeline: Pipeline; environments: ResolvedEnvironment[]; head: string | null };

export type Place = { resolved: ResolvedEnvironment; rows: string[] };

/** The environment that claims an application, and the rows it may fill there; null when none does. */
function placeOf(observed: ObservedApplication, policy: BookPolicy | null, instance: string): Place | null {
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

/** The same, decided once for each look at an application: a policy of forty environments is long to go through. */
export function createPlaces(instance: string, policyNow: () => BookPolicy | null) {
  const places = new WeakMap<ObservedApplication, { policy: BookPolicy | null; place: Place | null }>();
  return (observed: ObservedApplication): Place | null => {
    const policy = policyNow();
    const known = places.get(observed);
    if (known?.policy === policy) return known.place;
    const place = placeOf(observed, policy, instance);
    places.set(observed, { policy, place });
    return place;
  };
}
