import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { nestsTooDeeply } from "./yaml-nesting";

export type WantedVersion = { name: string; version: readonly string[] };
/** `service` is null and `line` the fault's when the whole file cannot be read; without a file there is no line. */
export type ValuesProblem = { service: string | null; line: number | null; reason: string };
export type ValuesVersions = { versions: Record<string, string>; problems: ValuesProblem[] };

const MOST_CHARACTERS = 1_000_000;
const MOST_VERSION_CHARACTERS = 200;

/**
 * The version of each service at its place in a values file. What cannot be read is a problem, never a guess: a number
 * is taken as it was written (1.10 is not 1.1) and named, because Helm would not see it so. Never throws.
 */
export function versionsIn(text: string | null, wanted: readonly WantedVersion[]): ValuesVersions {
  if (text === null) return unreadable("The values file is not there", null);
  if (text.length > MOST_CHARACTERS) return unreadable("The values file is larger than 1 MB", 1);
  if (nestsTooDeeply(text)) return unreadable("The values file is nested too deeply to be read", 1);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: true });
  const [error] = document.errors;
  if (error) return unreadable(sentenceOf(error.message), lines.linePos(error.pos[0]).line);
  const found = wanted.map(({ name, version }) => {
    const { node, line } = nodeAt(document, version, lines);
    return { name, line, ...asWritten(node, version.join(".")) };
  });
  return {
    versions: Object.fromEntries(found.flatMap(({ name, written }) => (written === null ? [] : [[name, written]]))),
    problems: found.flatMap(({ name, line, reason }) => (reason === null ? [] : [{ service: name, line, reason }])),
  };
}

function unreadable(reason: string, line: number | null): ValuesVersions {
  return { versions: {}, problems: [{ service: null, line, reason }] };
}

/** The parser's own words without its place, which stands beside them, and without its picture of the line. */
function sentenceOf(message: string): string {
  return message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "This is not YAML";
}

/** The node at a path, through aliases; the line is its own, or that of the last node above it that is there. */
function nodeAt(document: Document, path: readonly string[], lines: LineCounter): { node: unknown; line: number } {
  let node: unknown = document.contents;
  let line = 1;
  for (const key of [...path, null]) {
    if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line;
    if (isAlias(node)) node = node.resolve(document);
    if (key === null) break;
    node = isMap(node) ? node.get(key, true) : undefined;
  }
  return { node, line };
}

function asWritten(node: unknown, place: string): { written: string | null; reason: string | null } {
  if (node === undefined || node === null) return { written: null, reason: `${place} is not there` };
  if (!isScalar(node) || node.value === null || node.value === "" || typeof node.value === "boolean")
    return { written: null, reason: `${place} is not a version` };
  const written = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  if (written.length > MOST_VERSION_CHARACTERS) return { written: null, reason: `${place} is too long for a version` };
  if (typeof node.value === "string") return { written, reason: null };
  return { written, reason: `${place} is a number, which is not kept as written: put it in quotes, "${written}"` };
}
