import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { readDocument, type YamlDocument } from "./yaml-document";
import { keyName } from "./yaml-links";

export type WantedVersion = { name: string; version: readonly string[] };
/** `service` is null and `line` the fault's when the whole file cannot be read; without a file there is no line. */
export type ValuesProblem = { service: string | null; line: number | null; reason: string };
export type ValuesVersions = { versions: Record<string, string>; problems: ValuesProblem[] };

const NOT_THERE = " is not there";
const MOST_VERSION_CHARACTERS = 200;
/** What Helm's YAML takes for a number beyond what YAML 1.2 does: `2024_11`, `0b1`, `017`. */
const HELM_NUMBER = /^[-+]?(0b[01]+|0o?[0-7]+|0x[0-9a-f]+|(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?)$/i;
const HELM_BOOLEAN = /^(y|yes|on|n|no|off)$/i;

/**
 * The version of each service at its place in a values file. What cannot be read is a problem, never a guess: a number
 * is taken as it was written (1.10 is not 1.1) and named, because Helm would not see it so. Like Helm, reads the first
 * document and follows anchors and merge keys. Never throws.
 */
export function versionsIn(text: string | null, wanted: readonly WantedVersion[]): ValuesVersions {
  if (text === null) return unreadable("The values file is not there", null);
  const read = readDocument(text);
  const [fault] = read.ok ? read.yaml.duplicates : read.faults;
  if (fault) return unreadable(fault.reason, fault.line);
  if (!read.ok) return unreadable("The values file cannot be read", 1);
  const { contents } = read.yaml.document;
  if (isSeq(contents) || (isScalar(contents) && contents.value !== null))
    return unreadable("The values file holds no keys", read.yaml.placeOf(contents).line);
  const found = wanted.map(({ name, version }) => {
    const { node, line } = nodeAt(read.yaml, version);
    return { name, line, ...asWritten(node, version.join(".")) };
  });
  return {
    versions: Object.fromEntries(found.flatMap(({ name, written }) => (written === null ? [] : [[name, written]]))),
    problems: found.flatMap(({ name, line, reason }) => (reason === null ? [] : [{ service: name, line, reason }])),
  };
}

/** Not a fault: a service that a values file does not mention is not in that environment. */
export function isFault({ service, reason }: ValuesProblem): boolean {
  return service === null || !reason.endsWith(NOT_THERE);
}

function unreadable(reason: string, line: number | null): ValuesVersions {
  return { versions: {}, problems: [{ service: null, line, reason }] };
}

/** The node at a path, through aliases; the line is its own, or that of the last node above it that is there. */
function nodeAt(yaml: YamlDocument, path: readonly string[]): { node: Node | null; line: number } {
  let written: Node | null = yaml.document.contents;
  let line = written ? yaml.placeOf(written).line : 1;
  for (const key of path) {
    const node = resolved(written, yaml);
    written = isMap(node) ? entryOf(node, key, yaml) : null;
    if (!written) return { node: null, line };
    line = yaml.placeOf(written).line;
  }
  return { node: resolved(written, yaml), line };
}

function resolved(node: unknown, { targets }: YamlDocument): Node | null {
  if (isAlias(node)) return targets.get(node) ?? null;
  return isNode(node) ? node : null;
}

/** A key's own value wins over what a merge key (`<<`) brings, and an earlier merge over a later one. */
function entryOf(map: YAMLMap, key: string, yaml: YamlDocument): Node | null {
  const own = map.items.find((pair) => keyName(pair.key) === key)?.value;
  if (isNode(own)) return own;
  const merge = resolved(map.items.find((pair) => keyName(pair.key) === "<<")?.value, yaml);
  const sources = isSeq(merge) ? merge.items.map((item) => resolved(item, yaml)) : [merge];
  for (const source of sources) {
    const found = isMap(source) ? entryOf(source, key, yaml) : null;
    if (found) return found;
  }
  return null;
}

type Written = { written: string | null; reason: string | null };

function asWritten(node: Node | null, place: string): Written {
  if (node === null) return { written: null, reason: `${place}${NOT_THERE}` };
  if (!isScalar(node) || !isVersion(node)) return { written: null, reason: `${place} is not a version` };
  const written = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  if (written.length > MOST_VERSION_CHARACTERS) return { written: null, reason: `${place} is too long for a version` };
  if (typeof node.value === "string" && !isNumberToHelm(node)) return { written, reason: null };
  return { written, reason: `${place} is a number, which is not kept as written: put it in quotes, "${written}"` };
}

function isVersion(node: Scalar): boolean {
  if (typeof node.value === "number" || typeof node.value === "bigint") return true;
  if (typeof node.value !== "string" || node.value.trim() === "") return false;
  return node.type !== "PLAIN" || !HELM_BOOLEAN.test(node.value);
}

function isNumberToHelm(node: Scalar): boolean {
  return node.type === "PLAIN" && HELM_NUMBER.test(String(node.value).replaceAll("_", ""));
}
