import type { ShownLine } from "./log-store";

export type LogSearch = {
  /** Brings it up to what there is now: only what is new is looked through. */
  update(lines: readonly ShownLine[]): void;
  /** The ids of the lines that have it, in order. */
  ids(): readonly number[];
};

/** Finds words among the lines of a page, whatever their case, without looking through them all at each new one. */
export function createLogSearch(words: string): LogSearch {
  const wanted = words.toLowerCase();
  let ids: number[] = [];
  let looked = 0;
  return {
    update(lines) {
      const firstId = lines[0]?.id ?? Number.POSITIVE_INFINITY;
      if (ids.length > 0 && (ids[0] ?? 0) < firstId) ids = ids.filter((id) => id >= firstId);
      const from = Math.max(0, lines.length - ((lines.at(-1)?.id ?? 0) - looked));
      for (const line of lines.slice(from)) if (line.text.toLowerCase().includes(wanted)) ids.push(line.id);
      looked = lines.at(-1)?.id ?? looked;
    },
    ids: () => ids,
  };
}

export type Piece = { text: string; found: boolean; at: number };

const MOST_MARKS = 50;

/** A line's text cut where the words stand in it. */
export function piecesOf(text: string, words: string): Piece[] {
  if (words === "") return [{ text, found: false, at: 0 }];
  const lower = text.toLowerCase();
  const wanted = words.toLowerCase();
  if (lower.length !== text.length) return [{ text, found: lower.includes(wanted), at: 0 }];
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0 && pieces.length < 2 * MOST_MARKS; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), found: false, at: from });
    from = at + wanted.length;
    pieces.push({ text: text.slice(at, from), found: true, at });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), found: false, at: from });
  return pieces;
}
