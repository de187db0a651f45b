import type { SeenResource } from "./resource-row";

/** Empty: not filtered by this. */
export type ResourceFilter = { q: string; kind: string; health: string; sync: string };

/** Whether a resource is what was asked for: each word of `q` in its name, kind or images, and the rest exactly. */
export function isWanted(row: SeenResource, { q, kind, health, sync }: ResourceFilter): boolean {
  if (kind !== "" && row.kind !== kind) return false;
  if (health !== "" && (row.health ?? "none") !== health) return false;
  if (sync !== "" && (row.sync ?? "none") !== sync) return false;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [row.kind, row.name, ...row.images].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What is wanted, with all that made it: so that in a graph it hangs on something. */
export function withOwners(rows: readonly SeenResource[], wanted: (row: SeenResource) => boolean): SeenResource[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  const kept = new Set<string>();
  for (const row of rows)
    if (wanted(row))
      for (let next: SeenResource | undefined = row; next && !kept.has(next.key); next = known.get(next.parent ?? ""))
        kept.add(next.key);
  return rows.filter((row) => kept.has(row.key));
}
