import { type Document, isMap, isNode, type Node } from "yaml";
import { readDocument, type YamlDocument, type YamlFault } from "@/lib/domain/yaml-document";
import { keyName } from "@/lib/domain/yaml-links";
import type { PlaceOf } from "./place";

const MOST_ALIASES = 1_000;

/** What a file holds as plain data. Faults beside content are such as leave its structure known (a key twice). */
export type YamlContent =
  | { ok: true; content: unknown; placeOf: PlaceOf; faults: YamlFault[] }
  | { ok: false; faults: YamlFault[] };

/** Reads the one YAML document of a policy without trusting it. Never throws. */
export function readYaml(text: string): YamlContent {
  const read = readDocument(text);
  if (!read.ok) return { ok: false, faults: read.faults.map(asSentence) };
  const { document, duplicates, second, targets } = read.yaml;
  if (second)
    return { ok: false, faults: [{ ...second, reason: "A second document begins here: the policy is one." }] };
  if (targets.size > MOST_ALIASES) return refuse("The file uses more than 1,000 aliases.");
  const content: unknown = document.toJS({ maxAliasCount: -1 });
  if (content === null || content === undefined) return refuse("The file is empty.");
  return { ok: true, content, placeOf: placesIn(read.yaml), faults: duplicates.map(asSentence) };
}

function refuse(reason: string): YamlContent {
  return { ok: false, faults: [{ line: 1, column: 1, reason }] };
}

function asSentence(fault: YamlFault): YamlFault {
  return { ...fault, reason: `${fault.reason}.` };
}

/** The place of a path's node, or of the nearest one above it that stands in the file. */
function placesIn(yaml: YamlDocument): PlaceOf {
  return (path, what = "value") => {
    for (let length = path.length; length >= 0; length--) {
      const at = path.slice(0, length);
      const key = what === "key" && length === path.length ? keyAt(yaml.document, at) : null;
      const node = key ?? nodeAt(yaml.document, at);
      if (node?.range) return yaml.placeOf(node);
    }
    return { line: 1, column: 1 };
  };
}

function nodeAt(document: Document, path: readonly PropertyKey[]): Node | null {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : null;
}

function keyAt(document: Document, path: readonly PropertyKey[]): Node | null {
  const map = nodeAt(document, path.slice(0, -1));
  if (path.length === 0 || !isMap(map)) return null;
  const key = map.items.find((pair) => keyName(pair.key) === path.at(-1))?.key;
  return isNode(key) ? key : null;
}
