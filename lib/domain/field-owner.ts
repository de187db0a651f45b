import { at, isMap, type Json } from "./json-value";
import { sameContent } from "./same-content";
import type { Step } from "./structural-diff";

/** Who set a field of a live resource, as its managed fields tell; `part` such as "scale" where they name one. */
export type FieldOwner = { manager: string; part: string | null; at: string | null };

/** What Argo CD itself applies as: who it is says that nobody else changed the field. */
const ARGO_CD = new Set(["argocd-controller", "argocd-application-controller"]);

/**
 * Who set what stands at `path` (a path into the live resource, its `before` side); null when nobody is known to have, or
 * when it is as Argo CD applied it. With several the newest.
 */
export function fieldOwner(live: Json, path: readonly Step[]): FieldOwner | null {
  const owners = ownersOf(live, path);
  if (owners.some(({ manager }) => ARGO_CD.has(manager))) return null;
  return owners.sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""))[0] ?? null;
}

/** Whether what stands at `path` is as Argo CD applied it. */
export function appliedByArgoCd(live: Json, path: readonly Step[]): boolean {
  return ownersOf(live, path).some(({ manager }) => ARGO_CD.has(manager));
}

function ownersOf(live: Json, path: readonly Step[]): FieldOwner[] {
  const entries = at(at(live, "metadata"), "managedFields");
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry) => {
    const manager = text(entry, "manager");
    if (manager === null || !owns(at(entry, "fieldsV1"), live, path)) return [];
    return [{ manager, part: text(entry, "subresource"), at: time(text(entry, "time")) }];
  });
}

/** Follows the path through the tree of owned fields; a field without inner ones is owned as a whole. */
function owns(fields: Json | undefined, live: Json | undefined, [step, ...rest]: readonly Step[]): boolean {
  if (!isMap(fields) || live === undefined) return false;
  if (!step) return true;
  const found = "key" in step ? keyField(fields, live, step.key) : itemField(fields, live, step);
  if (!found) return false;
  const whole = isMap(found.fields) && Object.keys(found.fields).length === 0;
  return (whole && found.live !== undefined) || owns(found.fields, found.live, rest);
}

type Found = { fields: Json | undefined; live: Json | undefined } | null;

function keyField(fields: Json, live: Json, key: string): Found {
  const own = at(fields, `f:${key}`);
  return own === undefined ? null : { fields: own, live: at(live, key) };
}

function itemField(fields: Json, live: Json, step: Exclude<Step, { key: string }>): Found {
  if (!Array.isArray(live) || !isMap(fields) || step.before === null) return null;
  const item = live[step.before];
  if (item === undefined) return null;
  const name = Object.keys(fields).find((key) => namesItem(key, item, step.before));
  return name === undefined ? null : { fields: fields[name], live: item };
}

/** `k:{"name":"web"}` by its keys, `v:"a"` by its value, `i:0` by its place. */
function namesItem(field: string, item: Json, place: number | null): boolean {
  if (field.startsWith("i:")) return field === `i:${place}`;
  const wanted = field.startsWith("k:") || field.startsWith("v:") ? parsed(field.slice(2)) : undefined;
  if (wanted === undefined) return false;
  if (field.startsWith("v:")) return sameContent(wanted, item);
  return isMap(wanted) && Object.entries(wanted).every(([key, value]) => at(item, key) === value);
}

function parsed(json: string): Json | undefined {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}

function text(entry: Json, key: string): string | null {
  const value = at(entry, key);
  return typeof value === "string" && value !== "" ? value : null;
}

function time(text: string | null): string | null {
  return text !== null && !Number.isNaN(Date.parse(text)) ? text : null;
}
