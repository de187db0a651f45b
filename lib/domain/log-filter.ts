import { linePattern } from "./line-pattern";

const MOST_CHARACTERS = 200;

export type LogFilter = (text: string) => boolean;
export type ReadLogFilter = { ok: true; passes: LogFilter } | { ok: false; problem: string };

/**
 * What lines are wanted: those with the words in them, whatever their case; `!` before them turns it round. Between
 * slashes stands a regular expression, with an `i` after it when case is not to count.
 */
export function readLogFilter(text: string): ReadLogFilter {
  if (text.length > MOST_CHARACTERS)
    return { ok: false, problem: `The filter takes at most ${MOST_CHARACTERS} characters.` };
  const inverted = text.startsWith("!");
  const wanted = inverted ? text.slice(1) : text;
  if (wanted === "") return { ok: true, passes: () => true };
  const pattern = /^\/(.+)\/(i?)$/.exec(wanted);
  if (pattern) return patternFilter(pattern[1] ?? "", pattern[2] === "i", inverted);
  const words = wanted.toLowerCase();
  return { ok: true, passes: (line) => line.toLowerCase().includes(words) !== inverted };
}

function patternFilter(text: string, fold: boolean, inverted: boolean): ReadLogFilter {
  const read = linePattern(text, fold);
  if (!read.ok) return { ok: false, problem: `The filter's pattern cannot be read. ${read.problem}` };
  return { ok: true, passes: (line) => read.matches(line) !== inverted };
}
