import type { Branch, Forest } from "./resource-forest";
import type { SeenResource } from "./resource-row";
import { type Tone, worstTone } from "./status";

/** Alike siblings above this number fold into one; those that made others only in a large Application. */
const MOST_ALIKE = 5;
/** In a larger Application healthy branches begin folded. */
const MANY = 150;
export const ROOT = "application";

type Placed = { id: string; parent: string | null; depth: number; foldable: boolean; open: boolean };
export type GraphNode = Placed &
  (
    | { type: "application"; tone: Tone }
    /** `inside`: how many are folded away below it, and how the worst of them stands. */
    | { type: "resource"; resource: SeenResource; inside: number; worst: Tone }
    /** Several that are alike: "12 Pods", "all fine". */
    | { type: "group"; title: string; words: string; tone: Tone }
  );

type Group = { id: string; title: string; words: string; tone: Tone; members: readonly SeenResource[] };
type Step = { resource: SeenResource } | { group: Group };

/**
 * What the graph shows, from the Application downwards, each node after its parent and in the order it is drawn. What was
 * opened or folded by hand is in `opened`; else failing branches are open, and healthy ones where there are few.
 */
export function resourceGraph(forest: Forest, opened: ReadonlyMap<string, boolean>): GraphNode[] {
  const { size } = forest.branches;
  const tone = worstTone((forest.children.get(null) ?? []).map((top) => branchOf(top, forest.branches).worst));
  const root: GraphNode = { type: "application", tone, id: ROOT, parent: null, depth: 0, foldable: false, open: true };
  const nodes: GraphNode[] = [root];
  const waiting = stepsBelow(forest, null, root);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { step, parent } = next;
    const node = "group" in step ? groupNode(step.group, parent, opened) : resourceNode(step.resource, parent);
    nodes.push(node);
    if (!node.open) continue;
    if ("group" in step) waiting.push(...members(step.group, node));
    else waiting.push(...stepsBelow(forest, step.resource.key, node));
  }
  return nodes;

  function resourceNode(resource: SeenResource, parent: GraphNode): GraphNode {
    const branch = branchOf(resource, forest.branches);
    const foldable = branch.size > 1;
    const open = foldable && (opened.get(resource.key) ?? (size <= MANY || branch.worst !== "fine"));
    const placed = { id: resource.key, parent: parent.id, depth: parent.depth + 1, foldable, open };
    return { ...placed, type: "resource", resource, inside: open ? 0 : branch.size - 1, worst: branch.worst };
  }
}

function groupNode(
  { id, title, words, tone }: Group,
  parent: GraphNode,
  opened: ReadonlyMap<string, boolean>,
): GraphNode {
  const open = opened.get(id) ?? false;
  return { type: "group", id, title, words, tone, parent: parent.id, depth: parent.depth + 1, foldable: true, open };
}

/** Turned round, since the last one pushed is taken first. */
function members(group: Group, parent: GraphNode): { step: Step; parent: GraphNode }[] {
  return group.members.map((resource) => ({ step: { resource }, parent })).reverse();
}

function stepsBelow(forest: Forest, key: string | null, parent: GraphNode): { step: Step; parent: GraphNode }[] {
  const children = forest.children.get(key) ?? [];
  return stepsOf(children, forest, parent.id)
    .map((step) => ({ step, parent }))
    .reverse();
}

/** Each child alone, or where its like is many all of them as one, at the place of the first. */
function stepsOf(children: readonly SeenResource[], { branches }: Forest, parent: string): Step[] {
  const alike = new Map<string, SeenResource[]>();
  const many = branches.size > MANY;
  const classes = children.map((child) => classOf(child, branchOf(child, branches), parent, many));
  for (const [i, child] of children.entries()) {
    const name = classes[i];
    if (!name) continue;
    const same = alike.get(name);
    if (same) same.push(child);
    else alike.set(name, [child]);
  }
  const told = new Set<string>();
  return children.flatMap((resource, i): Step[] => {
    const name = classes[i] ?? "";
    const group = groupOf(`${parent}#${name}`, name, alike.get(name) ?? [], branches);
    if (!group) return [{ resource }];
    if (told.has(name)) return [];
    told.add(name);
    return [{ group }];
  });
}

/** What may stand together; null for what has to be seen itself. */
function classOf(child: SeenResource, { worst, size }: Branch, parent: string, many: boolean): string | null {
  if (child.orphaned && parent === ROOT) return "orphaned";
  if (worst === "failing") return null;
  if (worst === "fine" && child.ended) return `ended ${child.group}/${child.kind}`;
  if (worst === "fine" && child.kind === "ReplicaSet" && size === 1 && parent !== ROOT) return "replaced";
  return size === 1 || many ? `${worst} ${child.group}/${child.kind}` : null;
}

function groupOf(
  id: string,
  name: string,
  members: readonly SeenResource[],
  branches: Forest["branches"],
): Group | null {
  const tone = worstTone(members.map((member) => branchOf(member, branches).worst));
  const title = `${members.length} ${plural(members[0]?.kind ?? "", members.length)}`;
  const ended = name.startsWith("ended ");
  if (name === "orphaned")
    return { id, tone, members, title: `${members.length} resources`, words: "of no Application" };
  if (name === "" || members.length <= (ended || name === "replaced" ? 1 : MOST_ALIKE)) return null;
  const words = ended ? "ended well" : name === "replaced" ? "without pods" : TONE_WORDS[tone];
  return { id, tone, members, title, words };
}

function branchOf(resource: SeenResource, branches: Forest["branches"]): Branch {
  return branches.get(resource.key) ?? { worst: resource.tone, size: 1 };
}

const TONE_WORDS = {
  failing: "failing",
  attention: "differing from Git",
  moving: "moving",
  waiting: "waiting",
  unknown: "not known",
  fine: "all fine",
} as const satisfies Record<Tone, string>;

function plural(kind: string, count: number): string {
  if (count === 1) return kind;
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(kind) ? `${kind}es` : `${kind}s`;
}
