import { parseSpec } from "./applications";
import { askedFor, type Context, type Route } from "./context";
import { ApiError, missingField } from "./errors";
import { type Call, jsonBody, sendJson, textMember } from "./http";
import { isJsonObject, type Json, type JsonObject, mergePatch, objectAt } from "./json";
import { findApplication, rbacName } from "./lookup";
import { listed } from "./projection";
import { enforce } from "./rbac";
import type { Application } from "./wire";

function parsePatch(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below, in the server's words.
  }
  throw new ApiError("unknown", "error calculating merge patch: Invalid JSON Patch");
}

async function requireValidSpec(context: Context, app: Application, patch: Json): Promise<void> {
  const name = app.metadata.name;
  const patched = mergePatch(JSON.parse(JSON.stringify({ spec: app.spec })), patch);
  let spec: Application["spec"];
  try {
    spec = parseSpec(isJsonObject(patched) ? patched.spec : undefined);
  } catch {
    throw new ApiError("invalid", `json: cannot unmarshal into Go struct field Application.spec`);
  }
  const sha = await context.simulation.mirror.load(spec.source?.targetRevision ?? "HEAD");
  const result = sha ? context.simulation.mirror.snapshots().rendered(spec, name, sha) : undefined;
  if (result && !result.ok && result.message.includes("app path does not exist")) {
    const fault = `InvalidSpecError: Unable to generate manifests in ${spec.source?.path}: rpc error: code = Unknown desc = ${result.message}`;
    throw new ApiError("invalid", `application spec for ${name} is invalid: ${fault}`);
  }
}

async function patch(context: Context, call: Call, name: string): Promise<void> {
  const caller = context.accounts.require(call.request);
  const body = jsonBody(call);
  const text = textMember(body, "patch");
  if (text === undefined) throw missingField("patch");
  if (textMember(body, "patchType") === undefined) throw missingField("patchType");
  const asked = { name, project: textMember(body, "project"), appNamespace: textMember(body, "appNamespace") };
  const app = findApplication(context.simulation, caller, asked);
  enforce(caller, "applications", "update", rbacName(app));
  const change = parsePatch(text);
  await requireValidSpec(context, app, change);
  context.simulation.dispatch({ type: "patch", name, patch: change });
  const patched = context.simulation.application(name);
  sendJson(call, patched && listed(patched));
}

function remove(context: Context, call: Call, name: string): void {
  const caller = context.accounts.require(call.request);
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  enforce(caller, "applications", "delete", rbacName(app));
  context.simulation.dispatch({ type: "delete", name });
  sendJson(call, {});
}

/** The merge patch that turns `before` into `after`: what is not there any more is null. */
function replacing(before: JsonObject, after: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of Object.keys(before)) if (after[key] === undefined) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    patch[key] = isJsonObject(old) && isJsonObject(value) ? replacing(old, value) : value;
  }
  return patch;
}

/** PUT of a spec, or of an application: spec, labels, annotations and finalizers are those of the body (contract 5.2). */
async function put(context: Context, call: Call, name: string, isSpec: boolean): Promise<void> {
  const caller = context.accounts.require(call.request);
  const body = jsonBody(call);
  const asked = isSpec ? askedFor(call, name) : { name, project: textMember(objectAt(body, "spec"), "project") };
  const app = findApplication(context.simulation, caller, asked);
  enforce(caller, "applications", "update", rbacName(app));
  const before: JsonObject = JSON.parse(JSON.stringify({ metadata: app.metadata, spec: app.spec }));
  const { labels, annotations, finalizers } = objectAt(body, "metadata");
  const { metadata: _metadata, ...given } = isSpec ? { spec: body } : body;
  const metadata = isSpec
    ? {}
    : {
        labels: replacing(objectAt(before, "metadata", "labels"), objectAt({ labels }, "labels")),
        annotations: replacing(objectAt(before, "metadata", "annotations"), objectAt({ annotations }, "annotations")),
        finalizers: finalizers ?? null,
      };
  const patch = { metadata, spec: replacing(objectAt(before, "spec"), objectAt(given, "spec")) };
  if (call.query.get("validate") !== "false") await requireValidSpec(context, app, patch);
  context.simulation.dispatch({ type: "patch", name, patch });
  const changed = context.simulation.application(name);
  sendJson(call, isSpec ? changed?.spec : changed && listed(changed));
}

/** Changes of an application itself: PATCH, PUT, PUT of its spec, DELETE. */
export const editRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part] = segments;
  if (kind !== "applications" || !name) return false;
  const isSpec = part === "spec" && segments.length === 5;
  if (segments.length !== 4 && !isSpec) return false;
  if (method === "PUT") await put(context, call, name, isSpec);
  else if (isSpec) return false;
  else if (method === "PATCH") await patch(context, call, name);
  else if (method === "DELETE") remove(context, call, name);
  else return false;
  return true;
};
