import { matchesGlob } from "./glob";
import type { Pipeline } from "./pipeline";
import type { ResolvedEnvironment } from "./placement";
import { canonical } from "./same-content";

/** A text that could be read, with the Applications that its manifests name. */
export type ReadRules = { pipeline: Pipeline; environments: ResolvedEnvironment[] };

/** What becomes of a new reading; `asks` of one that takes force at once: nothing, since these rules protect nothing of it. */
export type Standing = "first" | "same" | "waits" | "not-protected";

/** The states a reading is kept in. `in-force`: it took force; the newest of them holds. */
export const READING_STATES = ["in-force", "waiting", "unreadable", "replaced", "rejected"] as const;
export type ReadingState = (typeof READING_STATES)[number];

/** What becomes of a reading, as the rules in force say it (product.md rule 1). */
export function standingOf(inForce: ReadRules | null, next: ReadRules, file: string): Standing {
  if (!inForce) return "first";
  const touched = touchedPaths(inForce, next, file);
  if (touched.length === 0) return "same";
  return isProtected(inForce.pipeline, touched) ? "waits" : "not-protected";
}

/** The files whose content makes the rules differ: the policy, and manifests that name other Applications than before. */
export function touchedPaths(before: ReadRules, after: ReadRules, file: string): string[] {
  const policy = rulesText(before.pipeline) === rulesText(after.pipeline) ? [] : [file];
  const claims = claimsOf(before);
  const moved = after.environments.flatMap(({ environment, claims: own }) => {
    const { applications, name } = environment;
    if (applications.by !== "manifest" || claims.get(name) === canonical(own)) return [];
    return [applications.path];
  });
  if (policy.length + moved.length > 0) return [...new Set([...policy, ...moved])];
  // Nothing a person could name has moved, and yet it is not the same: then the policy has.
  return rulesText(before.environments) === rulesText(after.environments) ? [] : [file];
}

/** Whether the rules protect any of these files. */
export function isProtected({ protection }: Pipeline, files: readonly string[]): boolean {
  return files.some((file) => protection.paths.some((glob) => matchesGlob(glob, file)));
}

/** What an approval is given for: it is void for any other text, and for the same text over other Applications. */
export function sealOf(text: string, environments: readonly ResolvedEnvironment[], hash: (text: string) => string) {
  return hash(canonical([text, environments.map(({ environment, claims }) => [environment.name, claims])]));
}

function claimsOf({ environments }: ReadRules): Map<string, string> {
  return new Map(environments.map(({ environment, claims }) => [environment.name, canonical(claims)]));
}

/** Rules as text, without the lines they stand on: a comment moves these, and changes no rule. */
function rulesText(rules: unknown): string {
  return canonical(withoutPlaces(rules));
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key]) => key !== "place");
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutPlaces(member)]));
}
