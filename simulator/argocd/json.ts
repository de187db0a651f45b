/** A value as JSON has it. `undefined` members are left out when written. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at `key`, or an empty one: for reading only. */
export function objectAt(value: Json | undefined, ...path: string[]): JsonObject {
  let at: Json | undefined = value;
  for (const key of path) at = isJsonObject(at) ? at[key] : undefined;
  return isJsonObject(at) ? at : {};
}

export function textAt(value: Json | undefined, key: string): string | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: Json | undefined, key: string): number | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "number" ? found : undefined;
}

/** JSON with sorted keys, as Kubernetes writes manifests: equal values give equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

export function sameJson(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** Members of `over` replace those of `base`; objects are merged, everything else is replaced. Null removes (RFC 7396). */
export function mergePatch(base: Json | undefined, over: Json): Json {
  if (!isJsonObject(over)) return over;
  const result: JsonObject = isJsonObject(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = mergePatch(result[key], value);
  }
  return result;
}

/**
 * What applying `target` to `live` gives when `lastApplied` was applied before: members that only others set stay,
 * members that we set before and no longer want go. Source: kubectl's three-way merge.
 */
export function threeWayMerge(lastApplied: Json | undefined, target: Json, live: Json | undefined): Json {
  if (!isJsonObject(target) || !isJsonObject(live)) return target;
  const before = isJsonObject(lastApplied) ? lastApplied : {};
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(live)) {
    if (key in target || !(key in before)) result[key] = value;
  }
  for (const [key, value] of Object.entries(target)) {
    if (value !== undefined) result[key] = threeWayMerge(before[key], value, live[key]);
  }
  return result;
}
