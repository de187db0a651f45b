import type { GraphNode } from "./resource-graph";

export type Direction = "up" | "down" | "left" | "right" | "first" | "last";

/**
 * Where a key leads from a node of the graph: left to what made it, right to the first that it made, up and down to the
 * next of the same column. The same node where there is nothing further.
 */
export function stepFrom(nodes: readonly GraphNode[], id: string, direction: Direction): string {
  const here = nodes.findIndex((node) => node.id === id);
  const node = nodes[here];
  if (!node) return nodes[0]?.id ?? id;
  switch (direction) {
    case "left":
      return node.parent ?? id;
    case "right":
      return nodes[here + 1]?.parent === id ? (nodes[here + 1]?.id ?? id) : id;
    case "up":
      return nodes.slice(0, here).findLast((other) => other.depth === node.depth)?.id ?? id;
    case "down":
      return nodes.slice(here + 1).find((other) => other.depth === node.depth)?.id ?? id;
    case "first":
      return nodes[0]?.id ?? id;
    case "last":
      return nodes.at(-1)?.id ?? id;
  }
}
