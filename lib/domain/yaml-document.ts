import { Composer, type Document, LineCounter, type Node, Parser, type YAMLError } from "yaml";
import { linksOf, type NodeFault, type YamlLinks } from "./yaml-links";
import { nestsTooDeeply } from "./yaml-nesting";
import { yamlWords } from "./yaml-words";

const MOST_CHARACTERS = 1_000_000;

export type YamlFault = { line: number; column: number; reason: string };
export type Place = { line: number; column: number };
export type YamlDocument = {
  document: Document;
  targets: YamlLinks["targets"];
  /** Keys that stand twice: the structure is known all the same. */
  duplicates: YamlFault[];
  /** Where a second document begins; null when there is one alone. */
  second: Place | null;
  placeOf(node: Node): Place;
};
export type ReadDocument = { ok: true; yaml: YamlDocument } | { ok: false; faults: YamlFault[] };

/**
 * Reads the first YAML document of a text that nobody vouches for: size, depth and aliases are bounded, and so is the
 * work. Every fault has its place and says what to write instead, without a full stop. Never throws.
 */
export function readDocument(text: string): ReadDocument {
  if (text.length > MOST_CHARACTERS) return refused("The file is larger than 1 MB");
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (nestsTooDeeply(tokens)) return refused("The file is nested too deeply");
  const composed = new Composer({ logLevel: "silent", uniqueKeys: false }).compose(tokens, true, text.length);
  const [document, another] = [...composed];
  if (!document) return refused("The file is empty");
  if (document.errors.length > 0) return { ok: false, faults: firstOf(document.errors, text, lines) };
  const { targets, aliasFaults, duplicates } = linksOf(document.contents);
  const placeOf = (node: Node) => placeAt(node.range?.[0] ?? 0, lines);
  const located = (faults: NodeFault[]) => faults.map(({ node, reason }) => ({ ...placeOf(node), reason }));
  if (aliasFaults.length > 0) return { ok: false, faults: located(aliasFaults) };
  const second = another?.contents ? placeOf(another.contents) : null;
  return { ok: true, yaml: { document, targets, duplicates: located(duplicates), second, placeOf } };
}

function refused(reason: string): ReadDocument {
  return { ok: false, faults: [{ line: 1, column: 1, reason }] };
}

/** The first alone: what the parser says after it is mostly its consequence. */
function firstOf(errors: readonly YAMLError[], text: string, lines: LineCounter): YamlFault[] {
  const [first] = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return [];
  const [start] = first.pos;
  return [{ ...placeAt(start, lines), reason: yamlWords(first.code, text.slice(start, start + 1)) }];
}

function placeAt(offset: number, lines: LineCounter): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
