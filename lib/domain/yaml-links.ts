import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";

const MOST_EXPANDED = 100_000;

export type NodeFault = { node: Node; reason: string };
export type YamlLinks = {
  /** What each alias stands for. */
  targets: Map<Alias, Node>;
  /** Aliases that lead nowhere, into themselves, or to more than anybody writes. */
  aliasFaults: NodeFault[];
  /** Keys that stand twice in one map. */
  duplicates: NodeFault[];
};

type Walk = YamlLinks & { anchors: Map<string, Node>; open: Set<Node>; sizes: Map<Node, number>; expanded: number };

/** Follows anchors and keys through a document in one pass, which `yaml` itself would do again for every alias and map. */
export function linksOf(contents: Node | null): YamlLinks {
  const walk: Walk = {
    targets: new Map(),
    aliasFaults: [],
    duplicates: [],
    anchors: new Map(),
    open: new Set(),
    sizes: new Map(),
    expanded: 0,
  };
  visit(contents, walk);
  return walk;
}

/** How many nodes it would be with every alias written out. */
function visit(node: unknown, walk: Walk): number {
  if (isAlias(node)) return follow(node, walk);
  if (!isNode(node)) return 1;
  if (node.anchor) walk.anchors.set(node.anchor, node);
  walk.open.add(node);
  if (isMap(node)) noteDuplicates(node.items, walk);
  const parts = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : isSeq(node) ? node.items : [];
  const size = parts.reduce<number>((sum, part) => sum + visit(part, walk), 1);
  walk.open.delete(node);
  walk.sizes.set(node, size);
  return size;
}

function follow(alias: Alias, walk: Walk): number {
  const name = alias.source.slice(0, 100);
  const target = walk.anchors.get(alias.source);
  if (!target) return fault(alias, `*${name} refers to nothing above it`, walk);
  if (walk.open.has(target)) return fault(alias, `*${name} stands inside what it refers to`, walk);
  walk.targets.set(alias, target);
  const size = walk.sizes.get(target) ?? 1;
  const before = walk.expanded;
  walk.expanded += size;
  if (before <= MOST_EXPANDED && walk.expanded > MOST_EXPANDED)
    return fault(alias, `*${name} and the aliases above it repeat too much`, walk);
  return size;
}

function fault(node: Alias, reason: string, walk: Walk): number {
  walk.aliasFaults.push({ node, reason });
  return 1;
}

function noteDuplicates(pairs: readonly Pair[], walk: Walk) {
  const seen = new Set<string>();
  for (const { key } of pairs) {
    const name = keyName(key);
    if (name === null || !isNode(key)) continue;
    if (seen.has(name))
      walk.duplicates.push({
        node: key,
        reason: `${name.slice(0, 100).trim() || "An empty key"} stands here a second time`,
      });
    seen.add(name);
  }
}

/** A key as data has it: 1 and "1" are one key, and the merge key of YAML 1.1 is `<<`. Null for what is no plain key. */
export function keyName(key: unknown): string | null {
  if (!isScalar(key)) return null;
  if (typeof key.value === "symbol") return "<<";
  return key.value === null ? "" : String(key.value);
}
