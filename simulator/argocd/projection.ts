import { isJsonObject, type Json, type JsonObject } from "./json";
import type { Application } from "./wire";

const LIST_PATHS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.annotations",
  "metadata.labels",
  "metadata.creationTimestamp",
  "metadata.deletionTimestamp",
  "spec",
  "spec.destination",
  "spec.project",
  "spec.source",
  "spec.sources",
  "spec.sourceHydrator",
  "spec.syncPolicy",
  "status.sourceHydrator",
  "status.summary",
  "status.sync.status",
  "status.sync.revision",
  "status.health",
  "status.resources",
  "status.operationState.phase",
  "status.operationState.startedAt",
  "status.operationState.finishedAt",
  "status.operationState.operation.sync",
  "operation.sync",
];

// The server holds these as pointers or maps: asked for and empty, they come as null (contract 2.4).
const NULL_WHEN_ABSENT = new Set([
  "metadata.annotations",
  "metadata.labels",
  "metadata.deletionTimestamp",
  "spec.source",
  "spec.sources",
  "spec.sourceHydrator",
  "spec.syncPolicy",
  "status.resources",
]);

function valueAt(root: unknown, path: string[]): unknown {
  let at = root;
  for (const key of path) at = isJsonObject(at) ? at[key] : undefined;
  return at;
}

function place(target: JsonObject, path: string[], value: unknown): void {
  let at = target;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    const inner: JsonObject = isJsonObject(next) ? next : {};
    at[key] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ""] = value as Json;
}

/** Health of single resources comes from the tree, which is read for GET and streams only: not for LIST, POST and PATCH (contract 3.3). */
export function listed(app: Application): Application {
  const resources = app.status.resources?.map(({ health: _health, ...rest }) => rest);
  return { ...app, status: { ...app.status, ...(resources ? { resources } : {}) } };
}

// Long-standing mislabel of the real server: this path gives the result, not the operation (contract 2.4).
function sourcePath(path: string): string {
  return path === "status.operationState.operation.sync" ? "status.operationState.syncResult" : path;
}

interface ListProjection {
  include: string[];
  exclude: boolean;
}

/** The whitelisted paths that `fields` names; each needs the `items.` prefix, all else is ignored. */
export function parseListFields(fields: string): ListProjection {
  const exclude = fields.startsWith("-");
  const asked = (exclude ? fields.slice(1) : fields).split(",").map((field) => field.trim());
  const include = asked.filter((field) => field.startsWith("items.")).map((field) => field.slice("items.".length));
  return { include: include.filter((path) => LIST_PATHS.includes(path)), exclude };
}

/** One application of LIST under a projection. */
export function projectListed(app: Application, projection: ListProjection): JsonObject {
  const paths = projection.exclude
    ? LIST_PATHS.filter((path) => !projection.include.includes(path) && path !== "spec")
    : projection.include;
  const result: JsonObject = {};
  const plain = listed(app);
  for (const path of paths) {
    const value = valueAt(plain, sourcePath(path).split("."));
    if (value !== undefined) place(result, path.split("."), value);
    else if (NULL_WHEN_ABSENT.has(path)) place(result, path.split("."), null);
  }
  return result;
}

/** The generic projection of streams, managed-resources and projects: paths are prefixes of each other as text. */
export function projectGeneric(value: unknown, fields: string): Json {
  const exclude = fields.startsWith("-");
  const asked = (exclude ? fields.slice(1) : fields).split(",").map((field) => field.trim());
  const filter = (at: unknown, path: string): Json | undefined => {
    if (Array.isArray(at)) return at.map((item) => filter(item, path)).filter((item) => item !== undefined);
    if (!isJsonObject(at)) return leaf(at, path);
    const kept: JsonObject = {};
    for (const [key, inner] of Object.entries(at)) {
      const full = path === "" ? key : `${path}.${key}`;
      if (inner === undefined || !reaches(full)) continue;
      const found = whole(full) ? inner : filter(inner, full);
      if (found !== undefined) kept[key] = found;
    }
    return kept;
  };
  const whole = (path: string) => !exclude && asked.some((field) => path === field || path.startsWith(`${field}.`));
  const reaches = (path: string) =>
    exclude ? !asked.includes(path) : asked.some((field) => field.startsWith(path) || path.startsWith(`${field}.`));
  const leaf = (at: unknown, path: string): Json | undefined => (exclude || whole(path) ? (at as Json) : undefined);
  return filter(value, "") ?? {};
}
