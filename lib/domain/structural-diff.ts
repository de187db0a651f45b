import { pairedItems } from "./item-pairs";
import { isMap, type Json, type JsonMap } from "./json-value";
import { sameContent } from "./same-content";

/** One step into a document: a key, or an item of a list with its place on either side; `by` is the field that names it. */
export type Step = { key: string } | { item: string; by: string | null; before: number | null; after: number | null };

/** One place that differs; undefined on the side that does not have it. `reordered`: only the order does. */
export type Leaf = { path: Step[]; before: Json | undefined; after: Json | undefined; reordered: boolean };

/** Below this a difference is told as a whole; nobody nests so deep, and what does must not end the process. */
const DEEPEST = 100;

/**
 * Every place in which two documents differ, as far in as it can be named. Lists whose items have names are compared by
 * name, so that an inserted container does not change all that follow.
 */
export function structuralDiff(before: Json | undefined, after: Json | undefined): Leaf[] {
  const leaves: Leaf[] = [];
  walk([], before, after, leaves);
  return leaves;
}

function walk(path: Step[], before: Json | undefined, after: Json | undefined, leaves: Leaf[]) {
  if (before === after) return;
  if (path.length < DEEPEST && isMap(before) && isMap(after)) return walkMaps(path, before, after, leaves);
  if (path.length < DEEPEST && Array.isArray(before) && Array.isArray(after) && walkLists(path, before, after, leaves))
    return;
  if (before !== undefined && after !== undefined && sameContent(before, after)) return;
  leaves.push({ path, before, after, reordered: false });
}

function walkMaps(path: Step[], before: JsonMap, after: JsonMap, leaves: Leaf[]) {
  for (const key of Object.keys(before)) {
    const is = Object.hasOwn(after, key) ? after[key] : undefined;
    if (before[key] !== is) walk([...path, { key }], before[key], is, leaves);
  }
  for (const key of Object.keys(after))
    if (!Object.hasOwn(before, key)) walk([...path, { key }], undefined, after[key], leaves);
}

/** False where the items cannot be told apart: then the list differs as a whole. */
function walkLists(path: Step[], before: Json[], after: Json[], leaves: Leaf[]): boolean {
  const pairs = pairedItems(before, after);
  if (!pairs) return false;
  for (const { step } of pairs.items) {
    const was = step.before === null ? undefined : before[step.before];
    const is = step.after === null ? undefined : after[step.after];
    walk([...path, step], was, is, leaves);
  }
  if (pairs.reordered) leaves.push({ path, before, after, reordered: true });
  return true;
}
