import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type YAMLError } from "yaml";
import { nestsTooDeeply } from "@/lib/domain/yaml-nesting";
import type { PlaceOf } from "./place";

const MOST_CHARACTERS = 1_000_000;
const MOST_ALIASES = 100;

export type Misplaced = { line: number; column: number; reason: string };
/** What a file holds as plain data. Faults beside content are such as leave its structure known (a key twice). */
export type YamlContent =
  | { ok: true; content: unknown; placeOf: PlaceOf; faults: Misplaced[] }
  | { ok: false; faults: Misplaced[] };

/** Reads one YAML document without trusting it: its size, depth and aliases are bounded. Never throws. */
export function readYaml(text: string): YamlContent {
  if (text.length > MOST_CHARACTERS) return refuse("The file is larger than 1 MB.");
  if (nestsTooDeeply(text)) return refuse("The file is nested too deeply.");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: true });
  const faults = document.errors.map((error) => misplaced(error, text, lines));
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return { ok: false, faults };
  if (document.contents === null) return refuse("The file is empty.");
  try {
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    JSON.stringify(content);
    return { ok: true, content, placeOf: placesIn(document, lines), faults };
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    const unknown = /^Unresolved alias[^:]*: (.*)$/s.exec(detail)?.[1];
    if (unknown !== undefined) return refuse(`The alias *${unknown.slice(0, 100)} refers to nothing above it.`);
    return refuse("The file refers to itself, or too often to the same part (YAML aliases).");
  }
}

function refuse(reason: string): YamlContent {
  return { ok: false, faults: [{ line: 1, column: 1, reason }] };
}

/** The parser's words without its place and without its picture of the line. */
function misplaced(error: YAMLError, text: string, lines: LineCounter): Misplaced {
  const { line, col } = lines.linePos(error.pos[0]);
  const words = error.message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "This is not YAML";
  const key = /^[^\s:#]{1,100}/.exec(text.slice(error.pos[0], error.pos[0] + 100))?.[0];
  const reason = error.code === "DUPLICATE_KEY" && key ? `${key} stands here a second time.` : `${words}.`;
  return { line: Math.max(line, 1), column: Math.max(col, 1), reason };
}

/** The place of a path's node, or of the nearest one above it that stands in the file. */
function placesIn(document: Document, lines: LineCounter): PlaceOf {
  return (path, what = "value") => {
    for (let length = path.length; length >= 0; length--) {
      const at = path.slice(0, length);
      const node = (what === "key" && length === path.length && keyAt(document, at)) || nodeAt(document, at);
      if (!isNode(node) || !node.range) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
    return { line: 1, column: 1 };
  };
}

function nodeAt(document: Document, path: readonly PropertyKey[]): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function keyAt(document: Document, path: readonly PropertyKey[]): unknown {
  const map = nodeAt(document, path.slice(0, -1));
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === path.at(-1))?.key;
}
