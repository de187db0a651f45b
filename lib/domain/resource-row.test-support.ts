import type { InsideNode } from "./observed-inside";
import { resourceKey } from "./resource-key";
import type { SeenResource } from "./resource-row";

/** A healthy resource of the tree; tests say only what differs. */
export function aNode(change: Partial<InsideNode> & { kind: string; name: string }): InsideNode {
  return {
    group: "",
    version: "v1",
    namespace: "dev",
    uid: null,
    parents: [],
    images: [],
    health: "Healthy",
    healthMessage: "",
    createdAt: null,
    info: [],
    orphaned: false,
    urls: [],
    targets: [],
    ...change,
  };
}

/** A pod as the tree tells it. */
export function aPod(
  name: string,
  reason: string,
  change: Partial<InsideNode> = {},
  info: string[][] = [],
): InsideNode {
  const told = [["Status Reason", reason], ...info].map(([key = "", value = ""]) => ({ name: key, value }));
  return aNode({ kind: "Pod", name, info: told, ...change });
}

export const ownedBy = ({ group, kind, namespace, name, uid }: InsideNode) => ({ group, kind, namespace, name, uid });

/** A row that is well; tests say only what differs. `under` is its parent's row. */
export function aRow(
  kind: string,
  name: string,
  change: Partial<SeenResource> & { under?: SeenResource } = {},
): SeenResource {
  const { under, ...rest } = change;
  const named = { group: "", kind, namespace: "dev", name, ...rest };
  return {
    key: resourceKey(named),
    parent: under?.key ?? null,
    version: "v1",
    tone: "fine",
    words: "",
    message: "",
    sync: null,
    health: null,
    hook: false,
    requiresPruning: false,
    orphaned: false,
    images: [],
    versions: [],
    restarts: 0,
    node: null,
    createdAt: null,
    ended: false,
    ...named,
  };
}
