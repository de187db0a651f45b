import { type ResourceName, resourceKey } from "./resource-key";

type Owned = ResourceName & { uid: string | null; parents: (ResourceName & { uid: string | null })[] };

/**
 * What made each resource, by keys: the first of its owners that is in the tree, by uid where both have one, else by name.
 * What has no owner here, or would own itself by way of others, has none.
 */
export function parentsOf(nodes: readonly Owned[]): Map<string, string | null> {
  const byUid = new Map<string, string>();
  const parents = new Map<string, string | null>();
  for (const node of nodes) {
    const key = resourceKey(node);
    parents.set(key, null);
    if (node.uid !== null && node.uid !== "") byUid.set(node.uid, key);
  }
  for (const node of nodes) {
    const key = resourceKey(node);
    if (parents.get(key) === null) parents.set(key, ownerOf(node, key, byUid, parents));
  }
  return withoutCycles(parents);
}

function ownerOf(
  node: Owned,
  own: string,
  byUid: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string | null>,
): string | null {
  for (const parent of node.parents) {
    const key = (parent.uid ? byUid.get(parent.uid) : undefined) ?? resourceKey(parent);
    if (key !== own && known.has(key)) return key;
  }
  return null;
}

/** Each chain of owners is walked once; where one comes back to itself it is cut. */
function withoutCycles(parents: Map<string, string | null>): Map<string, string | null> {
  const ends = new Set<string>();
  for (const start of parents.keys()) {
    const walked = new Set<string>();
    let key: string | null = start;
    while (key !== null && !ends.has(key)) {
      walked.add(key);
      const next: string | null = parents.get(key) ?? null;
      if (next !== null && walked.has(next)) parents.set(key, null);
      key = parents.get(key) ?? null;
    }
    for (const each of walked) ends.add(each);
  }
  return parents;
}
