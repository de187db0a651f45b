import { compareResources, type SeenResource } from "./resource-row";
import { TONES, type Tone, worseTone } from "./status";

/** What stands under what: the children of each resource, worst first, and what each branch holds. */
export type Forest = {
  /** Under null: what nothing here made. */
  children: ReadonlyMap<string | null, readonly SeenResource[]>;
  branches: ReadonlyMap<string, Branch>;
};

/** `worst` of a resource and all below it; `size` counts them all. */
export type Branch = { worst: Tone; size: number };

/** Rows must be without cycles, as resourceRows makes them; a parent that is not among them counts as none. */
export function forestOf(rows: readonly SeenResource[]): Forest {
  const known = new Set(rows.map((row) => row.key));
  const children = new Map<string | null, SeenResource[]>();
  for (const row of rows) {
    const parent = row.parent !== null && known.has(row.parent) ? row.parent : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(row);
    else children.set(parent, [row]);
  }
  const branches = branchesOf(children);
  for (const siblings of children.values())
    siblings.sort((a, b) => order(branches.get(a.key), branches.get(b.key)) || compareResources(a, b));
  return { children, branches };
}

/** From the leaves up, without recursion: how deep a tree goes is not ours to say. */
function branchesOf(children: ReadonlyMap<string | null, readonly SeenResource[]>): Map<string, Branch> {
  const downwards = [...(children.get(null) ?? [])];
  for (let i = 0; i < downwards.length; i++) downwards.push(...(children.get(downwards[i]?.key ?? "") ?? []));
  const branches = new Map<string, Branch>();
  for (const row of downwards.reverse()) {
    const branch: Branch = { worst: row.tone, size: 1 };
    for (const child of children.get(row.key) ?? []) {
      const below = branches.get(child.key);
      if (!below) continue;
      branch.worst = worseTone(branch.worst, below.worst);
      branch.size += below.size;
    }
    branches.set(row.key, branch);
  }
  return branches;
}

/** The worst first, and what made something before what made nothing. */
function order(a: Branch = LEAF, b: Branch = LEAF): number {
  return TONES.indexOf(a.worst) - TONES.indexOf(b.worst) || Number(b.size > 1) - Number(a.size > 1);
}

const LEAF: Branch = { worst: "fine", size: 1 };
