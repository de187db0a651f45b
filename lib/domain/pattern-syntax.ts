/** Which characters stand at one place; `fold`: letters of either case. */
export type CharacterSet = { negated: boolean; ranges: [number, number][]; fold: boolean };

export type Pattern =
  | { kind: "set"; set: CharacterSet }
  | { kind: "start" | "end" | "nothing" }
  | { kind: "all" | "any"; parts: Pattern[] }
  | { kind: "repeat"; of: Pattern; least: number; most: number | null };

export type ReadPattern = { ok: true; pattern: Pattern } | { ok: false; problem: string };

const MOST_REPEATS = 100;
const MOST_DEPTH = 20;

class Problem extends Error {}

const DIGIT: [number, number][] = [[48, 57]];
const WORD: [number, number][] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: [number, number][] = [
  [9, 13],
  [32, 32],
  [160, 160],
];
const CLASSES: Readonly<Record<string, { ranges: [number, number][]; negated: boolean }>> = {
  d: { ranges: DIGIT, negated: false },
  D: { ranges: DIGIT, negated: true },
  w: { ranges: WORD, negated: false },
  W: { ranges: WORD, negated: true },
  s: { ranges: SPACE, negated: false },
  S: { ranges: SPACE, negated: true },
};
const LETTERS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v" };

/** Reads a regular expression: the common part of the language, without looking around or back. */
export function readPattern(text: string, fold: boolean): ReadPattern {
  try {
    return { ok: true, pattern: createReader(text, fold).whole() };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.message };
    throw error;
  }
}

function createReader(text: string, fold: boolean) {
  let at = 0;
  const more = () => at < text.length;
  const peek = () => text.charAt(at);
  const next = () => text.charAt(at++);
  const set = (ranges: [number, number][], negated = false): Pattern => ({
    kind: "set",
    set: { ranges, negated, fold },
  });
  const single = (letter: string) => set([[letter.charCodeAt(0), letter.charCodeAt(0)]]);

  function whole(): Pattern {
    const pattern = alternatives(0);
    if (more()) throw new Problem("There is a ) without its (.");
    return pattern;
  }

  function alternatives(depth: number): Pattern {
    if (depth > MOST_DEPTH) throw new Problem("The groups stand too deep in each other.");
    const parts = [sequence(depth)];
    while (more() && peek() === "|") {
      at += 1;
      parts.push(sequence(depth));
    }
    return { kind: "any", parts };
  }

  function sequence(depth: number): Pattern {
    const parts: Pattern[] = [];
    while (more() && peek() !== "|" && peek() !== ")") parts.push(repeated(atom(depth)));
    return { kind: "all", parts };
  }

  function atom(depth: number): Pattern {
    const letter = next();
    switch (letter) {
      case "(":
        return group(depth);
      case "[":
        return charactersClass();
      case ".":
        return set([[10, 10]], true);
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case "\\":
        return escaped();
      case "*":
      case "+":
      case "?":
        throw new Problem(`There is nothing before ${letter} that it could repeat.`);
      default:
        return single(letter);
    }
  }

  function group(depth: number): Pattern {
    if (text.startsWith("?:", at)) at += 2;
    else if (peek() === "?") throw new Problem("Looking ahead or back, and named groups, cannot be used here.");
    const inner = alternatives(depth + 1);
    if (next() !== ")") throw new Problem("There is a ( without its ).");
    return inner;
  }

  function escaped(): Pattern {
    if (!more()) throw new Problem("It ends with a \\.");
    const letter = next();
    const known = CLASSES[letter];
    if (known) return set(known.ranges, known.negated);
    return single(plainEscape(letter));
  }

  function plainEscape(letter: string): string {
    const control = LETTERS[letter];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(letter)) throw new Problem(`\\${letter} cannot be used here.`);
    return letter;
  }

  function charactersClass(): Pattern {
    const negated = peek() === "^";
    if (negated) at += 1;
    const ranges: [number, number][] = [];
    while (more() && peek() !== "]") ranges.push(...classMember());
    if (next() !== "]") throw new Problem("There is a [ without its ].");
    return set(ranges, negated);
  }

  function classMember(): [number, number][] {
    const first = classLetter();
    if (typeof first !== "string") return first;
    const from = first.charCodeAt(0);
    if (peek() !== "-" || text.charAt(at + 1) === "]" || at + 1 >= text.length) return [[from, from]];
    at += 1;
    const last = classLetter();
    const to = typeof last === "string" ? last.charCodeAt(0) : -1;
    if (to < from) throw new Problem("A range in [ ] ends before it begins.");
    return [[from, to]];
  }

  function classLetter(): string | [number, number][] {
    const letter = next();
    if (letter !== "\\") return letter;
    const after = next();
    const known = CLASSES[after];
    if (known?.negated) throw new Problem(`\\${after} cannot stand in [ ].`);
    return known ? known.ranges : plainEscape(after);
  }

  function repeated(of: Pattern): Pattern {
    const bounds = repeats();
    if (!bounds) return of;
    if (peek() === "?") at += 1;
    if (repeats()) throw new Problem("Two repeats stand one after the other.");
    return { kind: "repeat", of, ...bounds };
  }

  function repeats(): { least: number; most: number | null } | null {
    const counted = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(text.slice(at, at + 12));
    if (counted) return countedRepeats(counted);
    const mark = peek();
    if (mark !== "*" && mark !== "+" && mark !== "?") return null;
    at += 1;
    return { least: mark === "+" ? 1 : 0, most: mark === "?" ? 1 : null };
  }

  function countedRepeats([all, from, comma, to]: RegExpExecArray): { least: number; most: number | null } {
    at += all.length;
    const least = Number(from);
    const most = comma === undefined ? least : to === undefined || to === "" ? null : Number(to);
    if (least > MOST_REPEATS || (most ?? 0) > MOST_REPEATS) throw new Problem(`Repeats go up to ${MOST_REPEATS}.`);
    if (most !== null && most < least) throw new Problem("A repeat { } ends before it begins.");
    return { least, most };
  }

  return { whole };
}
