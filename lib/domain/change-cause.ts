import { appliedByArgoCd, fieldOwner } from "./field-owner";
import { at, type Json } from "./json-value";
import { sameContent } from "./same-content";
import type { Leaf, Step } from "./structural-diff";

/** Changed in the cluster (product.md rule 7: an alarm), or newer in Git (none); "unclear" where nothing tells. */
export type Cause = "behind-git" | "waiting" | "unclear";

/**
 * Which side of a difference moved. Somebody else's name on the field says that the cluster did; else what was last
 * applied says it: live as applied means that Git is newer.
 */
export function changeCause(leaf: Leaf, { whole, deployed }: { whole: Json; deployed: Json }): Cause {
  if (fieldOwner(whole, leaf.path) !== null) return "behind-git";
  if (deployed !== null) {
    const applied = valueAt(deployed, leaf.path);
    if (same(applied, leaf.after)) return "behind-git";
    if (same(applied, leaf.before)) return "waiting";
  }
  return appliedByArgoCd(whole, leaf.path) ? "waiting" : "unclear";
}

/** What is known of the whole Application: the commits, and whether Git holds more for it; null while nobody knows. */
export type Standing = { compared: string | null; deployed: string | null; gitIsAhead: boolean | null };

/** Where Git holds nothing but what was deployed, the cluster is what moved. */
export function settledCause(cause: Cause, { compared, deployed, gitIsAhead }: Standing): Cause {
  if (cause !== "unclear") return cause;
  if (deployed === null) return "waiting";
  return gitIsAhead === false || compared === deployed ? "behind-git" : "unclear";
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return sameContent(one, other);
}

function valueAt(document: Json | undefined, path: readonly Step[]): Json | undefined {
  let value = document;
  for (const step of path) value = "key" in step ? at(value, step.key) : itemOf(value, step);
  return value;
}

function itemOf(list: Json | undefined, { by, item }: Exclude<Step, { key: string }>): Json | undefined {
  if (!Array.isArray(list)) return undefined;
  if (by === null) return list[Number(item) - 1];
  return list.find((one) => String(at(one, by)) === item);
}
