import type { LineChange } from "./line-changes";
import { type ShownLine, shownLine, shownPair } from "./line-marks";

/** Numbers count from 1; null on the side that does not have the line. */
export type DiffLine = ShownLine & {
  kind: "same" | "added" | "removed";
  before: number | null;
  after: number | null;
};

type Texts = { before: readonly string[]; after: readonly string[] };

/** The lines of one group of changes, at most so many; what was replaced stands above what replaced it. */
export function hunkLines(group: readonly LineChange[], texts: Texts, most: number): DiffLine[] {
  const lines: DiffLine[] = [];
  for (const [index, change] of group.entries()) {
    const room = most - lines.length;
    if (room <= 0) break;
    const before = group[index - 1];
    // What was removed right before was put there by it together with these.
    if (change.kind === "added" && before?.kind === "removed") continue;
    const next = group[index + 1];
    const added = change.kind === "removed" && next?.kind === "added" ? next : null;
    lines.push(...(added ? replaced(change, added, texts, room) : plainRun(change, texts, room)));
  }
  return lines;
}

function plainRun({ kind, before, after, count }: LineChange, texts: Texts, most: number): DiffLine[] {
  return Array.from({ length: Math.min(count, most) }, (_, index) => {
    const line = kind === "removed" ? texts.before[before + index] : texts.after[after + index];
    return {
      kind,
      before: kind === "added" ? null : before + index + 1,
      after: kind === "removed" ? null : after + index + 1,
      ...shownLine(line ?? ""),
    };
  });
}

/** Where there is room for one side alone, both are shown as far as half of it goes. */
function replaced(removed: LineChange, added: LineChange, texts: Texts, most: number): DiffLine[] {
  const half = Math.ceil(most / 2);
  const room = removed.count + added.count <= most ? most : half;
  const gone = plainRun(removed, texts, room);
  const come = plainRun(added, texts, room);
  for (let index = 0; index < Math.min(gone.length, come.length); index++) {
    const was = gone[index];
    const is = come[index];
    if (!was || !is) break;
    const pair = shownPair(texts.before[removed.before + index] ?? "", texts.after[added.after + index] ?? "");
    gone[index] = { kind: was.kind, before: was.before, after: was.after, ...pair.removed };
    come[index] = { kind: is.kind, before: is.before, after: is.after, ...pair.added };
  }
  return [...gone, ...come];
}
