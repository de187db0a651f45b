/** What somebody typed, as it is looked for: every word must be found, and the lead in the thing's own name. */
export type Terms = { words: readonly string[]; lead: string };

const MOST_WORDS = 8;
const MOST_CHARACTERS = 100;
/** Said for the grammar's sake: "logs of staging". */
const FILLERS: ReadonlySet<string> = new Set(["of", "in", "on", "the", "a", "an", "to", "at", "for", "by"]);
/** Said of what a thing is, beside its name: "deployment web". */
const KINDS: ReadonlySet<string> = new Set(
  ["configmap", "cronjob", "daemonset", "deployment", "ingress", "job", "namespace", "persistentvolumeclaim"].concat([
    "pod",
    "replicaset",
    "role",
    "rolebinding",
    "rollout",
    "secret",
    "service",
    "serviceaccount",
    "statefulset",
  ]),
);
/** What stands between the words of a name. */
const BETWEEN: ReadonlySet<string> = new Set(["-", ".", "/", "_", ":", " ", "@"]);

export const EXACT = 0;
const PREFIX = 1;
const WORD_START = 2;
const INSIDE = 3;

/** The words of what was typed, in small letters, each once; none where there is nothing to look for. */
export function wordsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .split(/[\s,/]+/)
    .filter((word) => word !== "");
  const telling = words.filter((word) => !FILLERS.has(word));
  const chosen = telling.length > 0 ? telling : words;
  return [...new Set(chosen)].slice(0, MOST_WORDS).map((word) => word.slice(0, MOST_CHARACTERS));
}

/**
 * The words with the one that names the thing: the longest of those that do not name its place or kind ("linq-web staging"
 * is a service, looked for in an environment). Null where nothing was typed.
 */
export function termsOf(words: readonly string[], places: readonly string[]): Terms | null {
  const isBeside = (word: string) => KINDS.has(word) || places.some((place) => rankOf(place, word) !== null);
  const own = words.filter((word) => !isBeside(word));
  const lead = longest(own.length > 0 ? own : words);
  return lead === null ? null : { words, lead };
}

function longest(words: readonly string[]): string | null {
  return words.reduce<string | null>((best, word) => (best === null || word.length > best.length ? word : best), null);
}

/** How well a name fits a word: exact before prefix, before the start of a word in it, before inside; null: not at all. */
export function rankOf(name: string, word: string): number | null {
  const text = name.toLowerCase();
  if (text === word) return EXACT;
  if (text.startsWith(word)) return PREFIX;
  for (let at = text.indexOf(word); at > 0; at = text.indexOf(word, at + 1))
    if (BETWEEN.has(text.charAt(at - 1))) return WORD_START;
  return text.includes(word) ? INSIDE : null;
}

/** Whether every word stands in one of the texts. */
export function holdsAll(words: readonly string[], texts: readonly string[]): boolean {
  const lowered = texts.map((text) => text.toLowerCase());
  return words.every((word) => lowered.some((text) => text.includes(word)));
}

/** The best fit first; of equals the shorter name, then by name. What does not fit the lead at all is left out. */
export function inOrder<T>(things: readonly T[], nameOf: (thing: T) => string, lead: string): T[] {
  return things
    .flatMap((thing) => {
      const name = nameOf(thing);
      const rank = rankOf(name, lead);
      return rank === null ? [] : [{ thing, name, rank }];
    })
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || compareText(a.name, b.name))
    .map(({ thing }) => thing);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
