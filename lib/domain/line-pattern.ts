import { type CharacterSet, type Pattern, readPattern } from "./pattern-syntax";

const MOST_STEPS = 1_000;
/** Of a line so much is looked at, so that no line costs more. */
const MOST_CHARACTERS = 16_000;
const MOST_KEPT_TURNS = 20_000;

type Step =
  | { does: "take"; set: CharacterSet; then: number }
  | { does: "fork"; to: number[] }
  | { does: "start" | "end"; then: number }
  | { does: "found" };

/** What the pattern may have come to after some characters, and where each next character leads. */
type State = { steps: number[]; found: boolean; turns: Map<number, State> };

export type LinePattern = (text: string) => boolean;

/**
 * A regular expression that takes time in proportion to the line, whatever it says: JavaScript's own may take for ever,
 * and would take everybody's. It walks all ways at once and remembers the turns.
 */
export function linePattern(
  text: string,
  fold: boolean,
): { ok: true; matches: LinePattern } | { ok: false; problem: string } {
  const read = readPattern(text, fold);
  if (!read.ok) return read;
  const steps: Step[] = [{ does: "found" }];
  const first = compile(read.pattern, 0, steps);
  if (first === null) return { ok: false, problem: "It is too long with all its repeats." };
  return { ok: true, matches: matcher(steps, first) };
}

/** Writes the steps of a pattern that go on at `then`, and gives the first of them; null when they are too many. */
function compile(pattern: Pattern, then: number, steps: Step[]): number | null {
  if (steps.length > MOST_STEPS) return null;
  const add = (step: Step) => steps.push(step) - 1;
  switch (pattern.kind) {
    case "set":
      return add({ does: "take", set: pattern.set, then });
    case "start":
    case "end":
      return add({ does: pattern.kind, then });
    case "nothing":
      return then;
    case "all":
      return pattern.parts.reduceRight<number | null>(
        (next, part) => (next === null ? null : compile(part, next, steps)),
        then,
      );
    case "any": {
      const ways = pattern.parts.map((part) => compile(part, then, steps));
      const to = ways.filter((way) => way !== null);
      return to.length < ways.length ? null : add({ does: "fork", to });
    }
    case "repeat":
      return compileRepeat(pattern, then, steps);
  }
}

function compileRepeat(
  { of, least, most }: { of: Pattern; least: number; most: number | null },
  then: number,
  steps: Step[],
): number | null {
  let next: number | null = then;
  if (most === null) {
    const loop: number[] = [then];
    next = steps.push({ does: "fork", to: loop }) - 1;
    const inner = compile(of, next, steps);
    if (inner === null) return null;
    loop.push(inner);
  }
  for (let extra = least; most !== null && extra < most && next !== null; extra++) {
    const inner: number | null = compile(of, next, steps);
    next = inner === null ? null : steps.push({ does: "fork", to: [then, inner] }) - 1;
  }
  for (let round = 0; round < least && next !== null; round++) next = compile(of, next, steps);
  return next;
}

function matcher(steps: Step[], first: number): LinePattern {
  let known = new Map<string, State>();
  let turns = 0;

  function stateOf(from: readonly number[], at: "start" | "within"): State {
    const reached = reach(steps, from, at);
    const key = reached.join(",");
    const same = known.get(key);
    if (same) return same;
    const found = reached.some((index) => steps[index]?.does === "found");
    const state: State = { steps: reached, found, turns: new Map() };
    known.set(key, state);
    return state;
  }

  function turn(state: State, code: number): State {
    const kept = state.turns.get(code);
    if (kept) return kept;
    const to = [first];
    for (const index of state.steps) {
      const step = steps[index];
      if (step?.does === "take" && holds(step.set, code)) to.push(step.then);
    }
    const next = stateOf(to, "within");
    state.turns.set(code, next);
    turns += 1;
    return next;
  }

  return (text) => {
    if (turns > MOST_KEPT_TURNS) {
      known = new Map();
      turns = 0;
    }
    let state = stateOf([first], "start");
    const length = Math.min(text.length, MOST_CHARACTERS);
    for (let index = 0; index < length; index++) {
      if (state.found) return true;
      state = turn(state, text.charCodeAt(index));
    }
    if (state.found) return true;
    // Where a line was cut is not its end.
    if (length < text.length) return false;
    const ended = reach(steps, state.steps, length === 0 ? "start and end" : "end");
    return ended.some((index) => steps[index]?.does === "found");
  };
}

/** All steps that are reached without a character, in order. What waits for the line's end stays among them. */
function reach(steps: Step[], from: readonly number[], at: "start" | "within" | "end" | "start and end"): number[] {
  const reached = new Set<number>();
  const todo = [...from];
  for (let index = todo.pop(); index !== undefined; index = todo.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const step = steps[index];
    if (step?.does === "fork") todo.push(...step.to);
    if (step?.does === "start" && at.startsWith("start")) todo.push(step.then);
    if (step?.does === "end" && at.endsWith("end")) todo.push(step.then);
  }
  return [...reached].sort((a, b) => a - b);
}

function holds({ ranges, negated, fold }: CharacterSet, code: number): boolean {
  const other = fold ? otherCase(code) : code;
  const inside = ranges.some(([from, to]) => (code >= from && code <= to) || (other >= from && other <= to));
  return inside !== negated;
}

function otherCase(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  return code >= 97 && code <= 122 ? code - 32 : code;
}
