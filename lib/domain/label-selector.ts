type Labels = Readonly<Record<string, string>>;
type Term = (labels: Labels) => boolean;
export type ReadSelector = { ok: true; matches: Term } | { ok: false; reason: string };

const KEY = /^([a-z0-9.-]{1,253}\/)?[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?$/i;
const VALUE = /^([a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?)?$/i;
const MOST_CHARACTERS = 2_000;
const MOST_KEPT = 1_000;

const kept = new Map<string, ReadSelector>();

/**
 * Reads Kubernetes' label-selector grammar: `a=b`, `a==b`, `a!=b`, `a in (x,y)`, `a notin (x,y)`, `a`, `!a`, joined by
 * commas. Refuses, in words, what is none: it would silently choose nothing.
 */
export function readSelector(selector: string): ReadSelector {
  const known = kept.get(selector);
  if (known) return known;
  const read = parse(selector);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(selector, read);
  return read;
}

/** Whether these labels are chosen; a selector that cannot be read, or an empty one, chooses nothing. */
export function matchesSelector(selector: string, labels: Labels): boolean {
  const read = readSelector(selector);
  return read.ok && read.matches(labels);
}

function parse(selector: string): ReadSelector {
  if (selector.length > MOST_CHARACTERS) return { ok: false, reason: "the label selector is too long" };
  const terms: Term[] = [];
  for (const text of splitTerms(selector)) {
    const term = readTerm(text.trim());
    if (!term)
      return {
        ok: false,
        reason: `“${text.trim()}” is not a label selector: write environment=dev, or team in (a, b)`,
      };
    terms.push(term);
  }
  return { ok: true, matches: (labels) => terms.every((term) => term(labels)) };
}

function splitTerms(selector: string): string[] {
  const terms: string[] = [];
  let [start, inside] = [0, false];
  for (let index = 0; index < selector.length; index++) {
    const letter = selector.charAt(index);
    if (letter === "(") inside = true;
    if (letter === ")") inside = false;
    if (letter !== "," || inside) continue;
    terms.push(selector.slice(start, index));
    start = index + 1;
  }
  return [...terms, selector.slice(start)];
}

function readTerm(text: string): Term | null {
  const set = /^([^\s!=()]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set)
    return inSet(
      set[1] ?? "",
      set[2] === "in",
      (set[3] ?? "").split(",").map((value) => value.trim()),
    );
  const pair = /^([^\s!=()]+)\s*(!=|==|=)\s*([^\s!=()]*)$/.exec(text);
  if (pair) return inSet(pair[1] ?? "", pair[2] !== "!=", [pair[3] ?? ""]);
  const [, not, key = ""] = /^(!?)\s*(\S+)$/.exec(text) ?? [];
  if (!KEY.test(key)) return null;
  return (labels) => Object.hasOwn(labels, key) !== (not === "!");
}

/** Unequal and not-in also hold where the label is missing. */
function inSet(key: string, wanted: boolean, values: string[]): Term | null {
  if (!KEY.test(key) || !values.every((value) => VALUE.test(value))) return null;
  return (labels) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return (value !== undefined && values.includes(value)) === wanted;
  };
}
