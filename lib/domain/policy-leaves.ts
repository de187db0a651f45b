import { canonical } from "./same-content";

const MOST_VALUE = 120;

type Leaf = { shown: string; whole: string };

/** What differs between two parts of a policy, leaf by leaf: "gates, soak: 1 d → 1 h". Lines of the file are no rule. */
export function leafChanges(before: object, after: object): string[] {
  const [was, is] = [leaves(before), leaves(after)];
  return [...new Set([...is.keys(), ...was.keys()])]
    .filter((path) => was.get(path)?.whole !== is.get(path)?.whole)
    .map((path) => `${path}: ${between(was.get(path)?.shown ?? "nothing", is.get(path)?.shown ?? "nothing")}`);
}

function between(was: string, is: string): string {
  return was === is ? "differs after what is shown of it" : `${was} → ${is}`;
}

/** Every value by its path, as a person reads it and whole: what is cut for reading still counts. */
function leaves(value: unknown, path: readonly string[] = [], found = new Map<string, Leaf>()) {
  const at = path.join(", ");
  if (Array.isArray(value)) {
    if (value.every(isFlat)) keep(found, at, { shown: listed(value, at), whole: canonical(value.map(rule)) });
    else for (const [index, one] of value.entries()) leaves(one, [...path, nameOf(one, index)], found);
    return found;
  }
  if (value !== null && typeof value === "object") {
    for (const [key, member] of rulesIn(value))
      leaves(member, TRANSPARENT.has(key) ? path : [...path, words(key)], found);
    return found;
  }
  keep(found, at, { shown: shown(value, at), whole: canonical(value === "" ? null : (value ?? null)) });
  return found;
}

/** Two of the same path are two. */
function keep(found: Map<string, Leaf>, at: string, leaf: Leaf): void {
  let path = at;
  for (let count = 2; found.has(path); count += 1) path = `${at} (${count})`;
  found.set(path, leaf);
}

/** The members that say something, in an order that is theirs alone: a database gives them back in another. */
function rulesIn(value: object): [string, unknown][] {
  const rank = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return Object.entries(value)
    .filter(([key]) => !NO_RULE.has(key))
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** What is empty says nothing. */
function saidIn(item: object): [string, unknown][] {
  return rulesIn(item).filter(([, one]) => one !== null && one !== "");
}

function rule(item: unknown): unknown {
  return item !== null && typeof item === "object" ? Object.fromEntries(saidIn(item)) : item;
}

/** What a thing is known by is read first. */
const FIRST = ["name", "role", "when", "mail"];

/** Where something stands is no rule; what is only our own grouping is not named. */
const NO_RULE = new Set(["place", "position"]);
const TRANSPARENT = new Set(["rules", "modes"]);

/** Items are known by their name where they have one. */
function nameOf(item: unknown, index: number): string {
  const members = new Map<string, unknown>(item !== null && typeof item === "object" ? Object.entries(item) : []);
  const named = FIRST.map((key) => members.get(key));
  const first = named.find((one): one is string => typeof one === "string" && one !== "");
  return first === undefined ? `${index + 1}.` : cut(first);
}

/** A word, or a thing that is told in a few of them: "role qa, count 1". */
function isFlat(item: unknown): boolean {
  return (
    item === null || typeof item !== "object" || Object.values(item).every((one) => typeof one !== "object" || !one)
  );
}

function listed(values: readonly unknown[], at: string): string {
  return values.length === 0 ? "nothing" : cut(values.map((one) => told(one, at)).join("; "));
}

function told(item: unknown, at: string): string {
  if (item === null || typeof item !== "object") return String(item);
  return saidIn(item)
    .map(([key, one]) => `${words(key)} ${shown(one, `${at} ${words(key)}`)}`)
    .join(", ");
}

function shown(value: unknown, path: string): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "number" && / time$/.test(path)) return period(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return cut(typeof value === "string" ? value : canonical(value));
}

/** camelCase as words; a number of milliseconds is called a time. */
function words(key: string): string {
  const spaced = key.replace(/Ms$/, "Time").replace(/([a-z])([A-Z])/g, "$1 $2");
  return cut(spaced.toLowerCase());
}

function period(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1_000, "s"],
  ];
  const unit = units.find(([size]) => ms >= size && ms % size === 0);
  return unit ? `${ms / unit[0]} ${unit[1]}` : `${ms} ms`;
}

function cut(text: string): string {
  return text.length > MOST_VALUE ? `${text.slice(0, MOST_VALUE)}…` : text;
}
