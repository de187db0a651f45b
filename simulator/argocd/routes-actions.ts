import * as z from "zod";
import { parseSpec } from "./applications";
import { askedFor, type Context, type Route } from "./context";
import { ApiError, denied, missingField } from "./errors";
import { isPaused } from "./hands";
import { type Call, jsonBody, sendJson, textMember } from "./http";
import { isJsonObject, type Json, mergePatch } from "./json";
import { findApplication, rbacName } from "./lookup";
import { listed } from "./projection";
import { type Caller, enforce, may } from "./rbac";
import { namedNode } from "./routes-resources";
import type { Application } from "./wire";

const DEPLOYMENT_ACTIONS = ["pause", "restart", "resume", "scale"];

function available(context: Context, app: Application, name: string): object[] {
  const live = context.simulation.state(app.metadata.name)?.live[`apps/Deployment/${name}`];
  const paused = isPaused(live?.manifest);
  return [
    { name: "pause", ...(paused ? { disabled: true } : {}), iconClass: "fa fa-fw fa-pause-circle" },
    { name: "restart", iconClass: "fa fa-fw fa-redo" },
    { name: "resume", ...(paused ? {} : { disabled: true }), iconClass: "fa fa-fw fa-play-circle" },
    { name: "scale", params: [{ name: "replicas" }], iconClass: "fa fa-fw fa-plus-circle" },
  ];
}

interface ActionRequest {
  read: (key: string) => string | undefined;
  action: string;
  replicas: number | undefined;
}

const parametersSchema = z.array(z.object({ name: z.string(), value: z.string() }));

function requested(call: Call, isV2: boolean): ActionRequest {
  if (!isV2) {
    const action: unknown = JSON.parse(call.body || "null");
    if (typeof action !== "string")
      throw new ApiError("invalid", "json: cannot unmarshal object into Go value of type string");
    return { read: (key) => call.query.get(key) ?? undefined, action, replicas: undefined };
  }
  const body = jsonBody(call);
  const parameters = parametersSchema.safeParse(body.resourceActionParameters ?? []);
  const replicas = parameters.success ? parameters.data.find(({ name }) => name === "replicas")?.value : undefined;
  const action = textMember(body, "action");
  if (action === undefined) throw missingField("action");
  return {
    read: (key) => textMember(body, key),
    action,
    replicas: replicas === undefined ? undefined : Number(replicas),
  };
}

function run(context: Context, call: Call, name: string, isV2: boolean): void {
  const caller = context.accounts.require(call.request);
  const { read, action, replicas } = requested(call, isV2);
  const app = findApplication(context.simulation, caller, {
    name,
    project: read("project"),
    appNamespace: read("appNamespace"),
  });
  const node = namedNode(context, app, read);
  if (!may(caller, "applications", `action/${node.group ?? ""}/${node.kind}/${action}`, rbacName(app))) throw denied();
  if (node.kind !== "Deployment" || !DEPLOYMENT_ACTIONS.includes(action)) {
    throw new ApiError("unknown", "error getting Lua resource action: built-in script does not exist");
  }
  context.simulation.dispatch({ type: "action", name, deployment: node.name, action, replicas });
  sendJson(call, {});
}

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

function remove(context: Context, call: Call, caller: Caller, name: string): void {
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  enforce(caller, "applications", "delete", rbacName(app));
  context.simulation.dispatch({ type: "delete", name });
  sendJson(call, {});
}

/** Resource actions (v1 and v2), PATCH and DELETE of an application. Editing single resources is not given to anyone. */
export const actionRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part, detail, version] = segments;
  if (kind !== "applications" || !name) return false;
  if (part === "resource" && detail === "actions") {
    if (method === "POST") run(context, call, name, version === "v2");
    else if (method === "GET" && version === undefined) {
      const caller = context.accounts.require(call.request);
      const app = findApplication(context.simulation, caller, askedFor(call, name));
      const node = namedNode(context, app, (key) => call.query.get(key) ?? undefined);
      sendJson(call, node.kind === "Deployment" ? { actions: available(context, app, node.name) } : {});
    } else return false;
    return true;
  }
  if (part === "resource" && segments.length === 5 && (method === "POST" || method === "DELETE")) {
    const caller = context.accounts.require(call.request);
    findApplication(context.simulation, caller, askedFor(call, name));
    throw denied();
  }
  if (segments.length !== 4) return false;
  if (method === "PATCH") await patch(context, call, name);
  else if (method === "DELETE") remove(context, call, context.accounts.require(call.request), name);
  else return false;
  return true;
};
