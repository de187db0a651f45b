import { diffWordsWithSpace } from "diff";

/** As much of a line as is worth showing: what was left out before and after it, and which parts of it are new or gone. */
export type ShownLine = {
  text: string;
  cut?: { before: number; after: number };
  /** From and to, in `text`. */
  marks?: [number, number][];
};

const MOST_SHOWN = 400;
/** How much of what is the same stands before the first difference. */
const LEAD = 80;
const MOST_WORD_EDITS = 80;

/** One line by itself: its beginning. */
export function shownLine(line: string): ShownLine {
  return cutFrom(line, 0);
}

/** A line and what it became, each around the first difference, with the words that differ marked. */
export function shownPair(removed: string, added: string): { removed: ShownLine; added: ShownLine } {
  const start = Math.max(0, commonStart(removed, added) - LEAD);
  const fits = removed.length <= MOST_SHOWN && added.length <= MOST_SHOWN;
  const shown = { removed: cutFrom(removed, fits ? 0 : start), added: cutFrom(added, fits ? 0 : start) };
  const marks = wordMarks(shown.removed.text, shown.added.text);
  if (!marks) return shown;
  return {
    removed: marks.removed.length > 0 ? { ...shown.removed, marks: marks.removed } : shown.removed,
    added: marks.added.length > 0 ? { ...shown.added, marks: marks.added } : shown.added,
  };
}

function cutFrom(line: string, wanted: number): ShownLine {
  const from = whole(line, wanted);
  const to = whole(line, Math.min(line.length, from + MOST_SHOWN));
  if (from === 0 && to === line.length) return { text: line };
  return { text: line.slice(from, to), cut: { before: from, after: line.length - to } };
}

/** Never in the middle of a character that takes two places. */
function whole(line: string, place: number): number {
  const code = line.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff && place > 0 ? place - 1 : place;
}

function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let place = 0;
  while (place < most && one.charCodeAt(place) === other.charCodeAt(place)) place++;
  return place;
}

/** Null when the lines have so little in common that marking would be noise. */
function wordMarks(removed: string, added: string): { removed: [number, number][]; added: [number, number][] } | null {
  const changes = diffWordsWithSpace(removed, added, { maxEditLength: MOST_WORD_EDITS });
  if (!changes) return null;
  const same = changes.filter((change) => !change.added && !change.removed).reduce((sum, c) => sum + solid(c.value), 0);
  if (same * 3 < Math.max(solid(removed), solid(added))) return null;
  return {
    removed: ranges(changes.filter((change) => !change.added).map((c) => [c.value.length, c.removed])),
    added: ranges(changes.filter((change) => !change.removed).map((c) => [c.value.length, c.added])),
  };
}

function solid(text: string): number {
  return text.replace(/\s+/g, "").length;
}

function ranges(parts: [length: number, marked: boolean][]): [number, number][] {
  let place = 0;
  return parts.flatMap(([length, marked]) => {
    const from = place;
    place += length;
    return marked && length > 0 ? [[from, place] satisfies [number, number]] : [];
  });
}
