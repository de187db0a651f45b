import { repositoryOf, tagOf } from "./image-name";
import { isMap, type Json } from "./json-value";
import type { Leaf, Step } from "./structural-diff";

/** One difference as people say it; null on the side that has nothing there. */
export type DifferenceWords = { what: string; before: string | null; after: string | null };

const MOST_CHARACTERS = 120;
const REST = "**";

type Naming = { pattern: string[]; say: (names: string[]) => string };

/** `[]` is any item, `*` any key, `**` all that follows; what they stood for is given to `say`. */
const CONTAINER_PARTS: Naming[] = [
  { pattern: ["[]", "image"], say: ([container = ""]) => `image of ${container}` },
  { pattern: ["[]", "env", "[]"], say: ([container = "", name = ""]) => `variable ${name} of ${container}` },
  { pattern: ["[]", "env", "[]", "value"], say: ([container = "", name = ""]) => `variable ${name} of ${container}` },
  { pattern: ["[]", "resources", "limits", "*"], say: ([container = "", of = ""]) => `${of} limit of ${container}` },
  {
    pattern: ["[]", "resources", "requests", "*"],
    say: ([container = "", of = ""]) => `${of} request of ${container}`,
  },
  { pattern: ["[]"], say: ([container = ""]) => `container ${container}` },
];
const POD_PARTS: Naming[] = ["containers", "initContainers"].flatMap((list) =>
  CONTAINER_PARTS.map(({ pattern, say }) => ({ pattern: [list, ...pattern], say })),
);
const NAMINGS: Naming[] = [
  { pattern: ["spec", "replicas"], say: () => "replicas" },
  { pattern: ["data", "*"], say: ([key = ""]) => key },
  { pattern: ["stringData", "*"], say: ([key = ""]) => key },
  { pattern: ["metadata", "labels", "*"], say: ([key = ""]) => `label ${key}` },
  { pattern: ["metadata", "annotations", "*"], say: ([key = ""]) => `annotation ${key}` },
  { pattern: ["spec", "template", "metadata", "labels", "*"], say: ([key = ""]) => `pod label ${key}` },
  { pattern: ["spec", "template", "metadata", "annotations", "*"], say: ([key = ""]) => `pod annotation ${key}` },
  ...[["spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]].flatMap((lead) =>
    POD_PARTS.map(({ pattern, say }) => ({ pattern: [...lead, ...pattern], say })),
  ),
  { pattern: [REST], say: (names) => names.join(".") },
];

/** A place where two manifests differ, in words: "replicas", "image of linq-web" 2.3.0 and 2.4.0. */
export function differenceWords(leaf: Leaf): DifferenceWords {
  const what = bounded(placeWords(leaf.path));
  if (leaf.reordered) return { what: `order of ${what}`, before: order(leaf.before), after: order(leaf.after) };
  const [before, after] = imageTags(leaf) ?? [valueWords(leaf.before), valueWords(leaf.after)];
  if (before !== after || before === null) return { what, before, after };
  return { what, before: `${before} (one way)`, after: `${after} (another way)` };
}

function placeWords(path: readonly Step[]): string {
  for (const { pattern, say } of NAMINGS) {
    const names = matched(path, pattern);
    if (names) return say(names) || "the whole document";
  }
  return "";
}

function matched(path: readonly Step[], pattern: readonly string[]): string[] | null {
  if (pattern[0] === REST) return dotted(path);
  if (path.length !== pattern.length) return null;
  const names: string[] = [];
  for (const [index, step] of path.entries()) {
    const wanted = pattern[index];
    if ("item" in step) {
      if (wanted !== "[]") return null;
      names.push(step.item);
    } else if (wanted === "*") names.push(step.key);
    else if (wanted !== step.key) return null;
  }
  return names;
}

/** As people write a place: `spec.ports[http].port`. */
function dotted(path: readonly Step[]): string[] {
  const parts: string[] = [];
  for (const step of path) {
    if ("key" in step) parts.push(step.key);
    else parts.push(`${parts.pop() ?? ""}[${step.item}]`);
  }
  return parts;
}

/** Of one image in two versions the versions are enough. */
function imageTags({ path, before, after }: Leaf): [string, string] | null {
  const last = path.at(-1);
  if (!last || !("key" in last) || last.key !== "image") return null;
  if (typeof before !== "string" || typeof after !== "string") return null;
  if (repositoryOf(before) !== repositoryOf(after)) return null;
  const [was, is] = [tagOf(before), tagOf(after)];
  return was === null || is === null || was === is ? null : [bounded(was), bounded(is)];
}

function valueWords(value: Json | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "string") return textWords(value);
  if (Array.isArray(value)) {
    const plain = value.every((item) => !isMap(item) && !Array.isArray(item));
    return plain && value.length > 0
      ? bounded(value.map((item) => valueWords(item)).join(", "))
      : counted(value.length, "item");
  }
  if (isMap(value)) return counted(Object.keys(value).length, "field");
  return String(value);
}

function textWords(text: string): string {
  if (text === "") return "empty";
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  return lines > 1 ? counted(lines, "line") : bounded(text);
}

function order(value: Json | undefined): string {
  const names = Array.isArray(value) ? value.map((item) => (isMap(item) ? String(Object.values(item)[0]) : "")) : [];
  return bounded(names.join(", "));
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function bounded(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
