import { hierarchy, tree } from "d3-hierarchy";
import type { GraphNode } from "@/lib/domain/resource-graph";

export const NODE = { width: 248, height: 58 };
const GAP = { across: 76, down: 14 };

/** How much room all of it takes. */
export function extentOf(places: ReadonlyMap<string, Place>): { width: number; height: number } {
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (const { x, y } of places.values()) {
    left = Math.min(left, x);
    right = Math.max(right, x + NODE.width);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + NODE.height);
  }
  return { width: right - left, height: bottom - top };
}

export type Place = { x: number; y: number };

/** Where each node stands: from left to right what made what, siblings below each other in their order. */
export function graphLayout(nodes: readonly GraphNode[]): Map<string, Place> {
  const children = new Map<string | null, GraphNode[]>();
  for (const node of nodes) {
    const siblings = children.get(node.parent);
    if (siblings) siblings.push(node);
    else children.set(node.parent, [node]);
  }
  const [root] = children.get(null) ?? [];
  if (!root) return new Map();
  const layout = tree<GraphNode>()
    .nodeSize([NODE.height + GAP.down, NODE.width + GAP.across])
    .separation(() => 1);
  const placed = layout(hierarchy(root, (node) => children.get(node.id)));
  // The library draws downwards; read sideways, what is across is down.
  return new Map(placed.descendants().map((node) => [node.data.id, { x: node.y, y: node.x }]));
}
