import type { Hunk, TextDiff } from "./text-diff";

/** The beginning of a comparison, with how many changed lines more there are. */
export function firstLines(diff: TextDiff, most: number): TextDiff {
  if (diff.state !== "compared" || lineCount(diff) <= most) return diff;
  const hunks: Hunk[] = [];
  let room = most;
  for (const { inside, lines } of diff.hunks) {
    if (room <= 0) break;
    hunks.push({ inside, lines: lines.slice(0, room) });
    room -= lines.length;
  }
  const shown = hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind !== "same").length;
  return { ...diff, hunks, leftOut: diff.added + diff.removed - shown };
}

/** How many lines a comparison carries. */
export function lineCount(diff: TextDiff): number {
  return diff.state === "compared" ? diff.hunks.reduce((sum, { lines }) => sum + lines.length, 0) : 0;
}
