import { diffArrays } from "diff";

/** A run of lines that stayed, came or went; `before` and `after` are where it begins on either side, from 0. */
export type LineChange = { kind: "same" | "added" | "removed"; before: number; after: number; count: number };

/** The work grows with its square: up to here it is about a tenth of a second, however long the texts. */
const MOST_EDITS = 1_500;

/** The fewest changes that make the one list of lines the other; null when they are too different to be worth the work. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] | null {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const middle = middleRuns(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  if (middle === null) return null;
  return placed([{ kind: "same", count: head }, ...middle, { kind: "same", count: tail }]);
}

type Run = Pick<LineChange, "kind" | "count">;

/** What stands between the common beginning and the common end; mostly one side of it is empty. */
function middleRuns(before: string[], after: string[]): Run[] | null {
  if (before.length === 0 || after.length === 0)
    return [
      { kind: "removed", count: before.length },
      { kind: "added", count: after.length },
    ];
  const changes = diffArrays(before, after, { maxEditLength: MOST_EDITS });
  return (
    changes?.map(({ added, removed, count }) => ({ kind: added ? "added" : removed ? "removed" : "same", count })) ??
    null
  );
}

function placed(runs: Run[]): LineChange[] {
  let before = 0;
  let after = 0;
  return runs.flatMap(({ kind, count }) => {
    if (count === 0) return [];
    const change = { kind, before, after, count };
    if (kind !== "added") before += count;
    if (kind !== "removed") after += count;
    return [change];
  });
}
