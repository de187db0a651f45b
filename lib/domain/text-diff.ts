import { changeGroups } from "./change-groups";
import { type DiffLine, hunkLines } from "./hunk-lines";
import { type LineChange, lineChanges } from "./line-changes";
import { outlineAbove } from "./outline";

/** Lines that belong together, and what they stand inside of, outermost first. */
export type Hunk = { inside: string[]; lines: DiffLine[] };

export type TextDiff =
  | { state: "equal" }
  /** `leftOut`: so many changed lines more than are worth carrying. */
  | { state: "compared"; hunks: Hunk[]; added: number; removed: number; leftOut: number }
  /** So many lines on either side, and hardly one in common: not compared line by line. */
  | { state: "too-different"; before: number; after: number };

type TextDiffOptions = { context?: number; mostLines?: number };

const CONTEXT = 3;
/** What one comparison carries to a page. */
const MOST_LINES = 4_000;

/** Two texts, as hunks of what differs with some lines around it. Work and answer are bounded, whatever the texts. */
export function textDiff(before: string, after: string, options: TextDiffOptions = {}): TextDiff {
  if (before === after) return { state: "equal" };
  const texts = linesOf(before, after);
  const changes = lineChanges(texts.before, texts.after);
  if (changes === null) return { state: "too-different", before: texts.before.length, after: texts.after.length };
  const { context = CONTEXT, mostLines = MOST_LINES } = options;
  const counted = (kind: LineChange["kind"]) =>
    changes.filter((change) => change.kind === kind).reduce((sum, change) => sum + change.count, 0);
  const added = counted("added");
  const removed = counted("removed");
  const hunks = hunksOf(changes, texts, { context, mostLines });
  const carried = hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind !== "same").length;
  return { state: "compared", hunks, added, removed, leftOut: added + removed - carried };
}

type Texts = { before: string[]; after: string[] };

/** A last line break ends a line; where only one text has it, that shows as an empty line. */
function linesOf(before: string, after: string): Texts {
  const texts = { before: before === "" ? [] : before.split("\n"), after: after === "" ? [] : after.split("\n") };
  const ends = (text: string) => text === "" || text.endsWith("\n");
  if (!ends(before) || !ends(after)) return texts;
  if (before !== "") texts.before.pop();
  if (after !== "") texts.after.pop();
  return texts;
}

function hunksOf(changes: LineChange[], texts: Texts, { context, mostLines }: Required<TextDiffOptions>): Hunk[] {
  const hunks: Hunk[] = [];
  let room = mostLines;
  for (const group of changeGroups(changes, context)) {
    if (room <= 0) break;
    const lines = hunkLines(group, texts, room);
    room -= lines.length;
    hunks.push({ inside: insideOf(lines, texts), lines });
  }
  return hunks;
}

/** Of the first line that differs: the lines above it that are shown anyway may stand elsewhere. */
function insideOf(lines: DiffLine[], texts: Texts): string[] {
  const first = lines.find(({ kind }) => kind !== "same");
  if (!first) return [];
  if (first.after !== null) return outlineAbove(texts.after, first.after - 1);
  return outlineAbove(texts.before, (first.before ?? 1) - 1);
}
