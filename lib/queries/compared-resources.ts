import { createHash } from "node:crypto";
import type { ManagedResource } from "@/lib/domain/observed-inside";
import { type ComparedResource, compareResource } from "@/lib/domain/resource-diff";
import { createBoundedCache } from "./bounded-cache";

const MOST = { words: 40, lines: 4_000 };
/** About so many characters of comparisons are kept, for all who look. */
const MOST_KEPT = 30_000_000;
const LEAST_COST = 500;

export type Comparison = ComparedResource | null | "unreadable";

const kept = createBoundedCache<Comparison>({ mostCost: MOST_KEPT, costOf });

/** One resource, compared once however many look and however often Argo CD is asked: as long as its content stays. */
export async function comparedResource(resource: ManagedResource): Promise<Comparison> {
  const { hook, normalizedLive, predictedLive } = resource;
  if (hook || normalizedLive === predictedLive) return null;
  return kept.get(contentKey([normalizedLive, predictedLive]), () => comparedInSteps(resource));
}

/** Between the steps others are answered: a manifest may have 5 MB. */
async function comparedInSteps(resource: ManagedResource): Promise<Comparison> {
  try {
    const steps = compareResource(resource, MOST);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    // No JSON, or nested so deeply that it cannot be walked.
    if (error instanceof SyntaxError || error instanceof RangeError) return "unreadable";
    throw error;
  }
}

function contentKey(parts: (string | null)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part === null ? "-" : `+${part.length} `).update(part ?? "");
  return hash.digest("base64");
}

function costOf(comparison: Comparison): number {
  if (comparison === null || comparison === "unreadable" || comparison.lines.state !== "compared") return LEAST_COST;
  const lines = comparison.lines.hunks.flatMap((hunk) => hunk.lines);
  return lines.reduce((sum, line) => sum + line.text.length + 100, LEAST_COST);
}
