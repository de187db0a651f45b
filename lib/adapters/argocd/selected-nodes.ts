import type { WireInsideNode } from "./wire-inside";

/**
 * Which nodes another one selects by their labels, as a Service does its pods: Argo CD gives the labels, never the pods.
 * As in Kubernetes within one namespace only, and an empty selector selects nothing.
 */
export function selectedBy(nodes: WireInsideNode[]): (node: WireInsideNode) => WireInsideNode[] {
  const labelled = new Map<string, WireInsideNode[]>();
  for (const node of nodes)
    for (const key of keysOf(node, node.networkingInfo?.labels)) {
      const same = labelled.get(key);
      if (same) same.push(node);
      else labelled.set(key, [node]);
    }

  return (node) => {
    const keys = keysOf(node, node.networkingInfo?.targetLabels);
    const found = keys.map((key) => labelled.get(key) ?? []);
    const fewest = found.reduce<WireInsideNode[] | null>((a, b) => (a && a.length <= b.length ? a : b), null) ?? [];
    return fewest.filter((candidate) => {
      const own = candidate.networkingInfo?.labels ?? {};
      return Object.entries(node.networkingInfo?.targetLabels ?? {}).every(([key, value]) => own[key] === value);
    });
  };
}

const keysOf = ({ namespace }: WireInsideNode, labels: Record<string, string> = {}) =>
  Object.entries(labels).map(([key, value]) => `${namespace}\n${key}\n${value}`);
