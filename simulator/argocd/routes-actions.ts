import * as z from "zod";
import { askedFor, type Context, type Route } from "./context";
import { ApiError, denied, missingField } from "./errors";
import { isPaused } from "./hands";
import { type Call, jsonBody, sendJson, textMember } from "./http";
import { canonical, isJsonObject, type Json } from "./json";
import { findApplication, rbacName } from "./lookup";
import { may } from "./rbac";
import { manifestOf, namedNode } from "./routes-resources";
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

// The body is a JSON text that holds the patch, itself JSON.
function patchOf(call: Call): Json {
  try {
    const text: unknown = JSON.parse(call.body);
    const patch: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    if (isJsonObject(patch)) return patch;
  } catch {
    // Said below, in the server's words.
  }
  throw new ApiError("invalid", "json: cannot unmarshal into Go value of type string");
}

/** DELETE and POST (a merge patch) of one live object, for those who may (contract 1.4). */
function edit(context: Context, call: Call, name: string): void {
  const caller = context.accounts.require(call.request);
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  const read = (key: string) => call.query.get(key) ?? undefined;
  const { group = "", kind, namespace = "", name: resourceName } = namedNode(context, app, read);
  const verb = call.method === "DELETE" ? "delete" : "update";
  const action = `${verb}/${group}/${kind}/${namespace}/${resourceName}`;
  if (!may(caller, "applications", action, rbacName(app))) throw denied();
  const resource = { group, kind, name: resourceName };
  if (verb === "delete") {
    context.simulation.dispatch({ type: "delete-resource", name, resource });
    sendJson(call, {});
    return;
  }
  context.simulation.dispatch({ type: "patch-resource", name, resource, patch: patchOf(call) });
  const state = context.simulation.state(name);
  sendJson(call, { manifest: canonical(manifestOf(state, namedNode(context, app, read))) });
}

/** Resource actions, v1 and v2, and edits of single resources. */
export const actionRoutes: Route = (context, call) => {
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
    edit(context, call, name);
    return true;
  }
  return false;
};
