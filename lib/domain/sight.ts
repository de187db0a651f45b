import type { Pipeline } from "./pipeline";
import type { ResolvedEnvironment } from "./placement";
import { can } from "./policy";

/**
 * What somebody may view: environments by name; null is all of them, with those that are no more and what is of none.
 * Whose logs may be read is asked of `can`, environment by environment.
 */
export type Sight = { environments: readonly string[] | null };

/** What is seen once the policy is known. */
export type SightIn = (pipeline: Pipeline | null) => Sight;

export const EVERYTHING: Sight = { environments: null };

/** What this person may view, by the policy in force: without one, nothing. */
export function sightFor(identity: Parameters<typeof can>[0]): SightIn {
  return (pipeline) => {
    if (can(identity, pipeline, "view", null).allowed) return EVERYTHING;
    const names = (pipeline?.environments ?? []).map(({ name }) => name);
    return { environments: names.filter((name) => can(identity, pipeline, "view", name).allowed) };
  };
}

export function sees({ environments }: Sight, name: string): boolean {
  return environments === null || environments.includes(name);
}

/** Those that are seen; one that comes from an unseen one comes from nowhere. */
export function seenOf(sight: Sight, resolved: readonly ResolvedEnvironment[]): ResolvedEnvironment[] {
  const seen = resolved.filter(({ environment }) => sees(sight, environment.name));
  return seen.map((one) => {
    const { from } = one.environment;
    return from === null || sees(sight, from) ? one : { ...one, environment: { ...one.environment, from: null } };
  });
}

/** The same for all who see the same. */
export function sightKey({ environments }: Sight): string {
  return environments === null ? "everything" : JSON.stringify([...environments].sort());
}
