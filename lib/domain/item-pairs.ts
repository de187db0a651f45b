import { isMap, type Json } from "./json-value";

type ItemStep = { item: string; by: string | null; before: number | null; after: number | null };
type Pairs = { items: { step: ItemStep }[]; reordered: boolean };

/** What names an item in Kubernetes' lists, in the order in which it is tried. */
const NAMES = ["name", "mountPath", "containerPort", "port", "key", "ip", "host", "topologyKey", "type"];

/** The items of two lists that belong together: by a name that each has once, else by place; null for plain values. */
export function pairedItems(before: readonly Json[], after: readonly Json[]): Pairs | null {
  const by = NAMES.find((name) => naming(before, name) !== null && naming(after, name) !== null);
  if (by !== undefined) return byName(naming(before, by) ?? [], naming(after, by) ?? [], by);
  const all = [...before, ...after];
  if (before.length !== after.length || !all.every((item) => isMap(item))) return null;
  return {
    items: before.map((_, index) => ({ step: { item: String(index + 1), by: null, before: index, after: index } })),
    reordered: false,
  };
}

function byName(before: string[], after: string[], by: string): Pairs {
  const places = new Map(after.map((name, index) => [name, index]));
  const known = new Set(before);
  const gone = before.map((item, index) => ({ step: { item, by, before: index, after: places.get(item) ?? null } }));
  const come = after.flatMap((item, index) =>
    known.has(item) ? [] : [{ step: { item, by, before: null, after: index } }],
  );
  const common = gone.flatMap(({ step }) => step.after ?? []);
  return { items: [...gone, ...come], reordered: common.some((place, index) => place < (common[index - 1] ?? 0)) };
}

/** The names of all items, when each has one of its own. */
function naming(items: readonly Json[], field: string): string[] | null {
  const names: string[] = [];
  for (const item of items) {
    const name = isMap(item) && Object.hasOwn(item, field) ? item[field] : undefined;
    if (typeof name !== "string" && typeof name !== "number") return null;
    names.push(String(name));
  }
  return new Set(names).size === names.length ? names : null;
}
