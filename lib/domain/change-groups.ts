import type { LineChange } from "./line-changes";

/** The changes that stand near each other, with at most `context` lines of what stayed before, between and after. */
export function changeGroups(changes: readonly LineChange[], context: number): LineChange[][] {
  const groups: LineChange[][] = [];
  let open: LineChange[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.kind !== "same") {
      open.push(change);
      continue;
    }
    const first = index === 0;
    const last = index === changes.length - 1;
    if (!first && !last && change.count <= 2 * context) {
      open.push(change);
      continue;
    }
    if (!first) groups.push([...open, shortened(change, 0, context)]);
    open = last ? [] : [shortened(change, change.count - context, context)];
  }
  if (open.some((change) => change.kind !== "same")) groups.push(open);
  return groups;
}

/** Part of a run, from its `skip`th line on. */
function shortened(change: LineChange, skip: number, most: number): LineChange {
  const from = Math.max(0, skip);
  return {
    ...change,
    before: change.before + from,
    after: change.after + from,
    count: Math.min(most, change.count - from),
  };
}
