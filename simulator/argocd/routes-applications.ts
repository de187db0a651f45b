import { askedFor, type Context, type Route } from "./context";
import { ApiError } from "./errors";
import { fleetTree } from "./fleet-tree";
import { type Call, firstQuery, sendJson, sendText } from "./http";
import { findApplication, rbacName } from "./lookup";
import { listed, parseListFields, projectListed } from "./projection";
import { type Caller, may } from "./rbac";
import { parseSelector } from "./selector";
import { buildTree, type Tree } from "./tree";
import type { Application } from "./wire";

function selected(context: Context, caller: Caller, call: Call): Application[] {
  const projects = [...call.query.getAll("projects"), ...call.query.getAll("project")].filter(Boolean);
  const name = firstQuery(call, "name");
  const repo = firstQuery(call, "repo");
  const matches = parseSelector(call.query.get("selector") ?? "");
  return context.simulation
    .applications()
    .filter(
      (app) =>
        (name === undefined || app.metadata.name === name) &&
        (repo === undefined || app.spec.source?.repoURL === repo) &&
        (projects.length === 0 || projects.includes(app.spec.project || "default")) &&
        matches(app.metadata.labels ?? {}) &&
        may(caller, "applications", "get", rbacName(app)),
    );
}

async function list(context: Context, call: Call): Promise<void> {
  const caller = context.accounts.require(call.request);
  const delay = context.faults.listDelay;
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  const fields = call.query.get("fields");
  const projection = fields ? parseListFields(fields) : null;
  const items = selected(context, caller, call).map((app) =>
    JSON.stringify(projection ? projectListed(app, projection) : listed(app)),
  );
  const metadata = JSON.stringify({ resourceVersion: String(context.simulation.world.resourceVersion) });
  const body = items.length === 0 ? "null" : `[${items.join("\n,")}]`;
  sendText(call, 200, "application/json", `{"metadata":${metadata},"items":${body}}`, {
    "grpc-metadata-content-type": "application/grpc",
  });
}

/** Waits until the controller has taken the refresh annotation away; there is no limit but the client's patience. */
function refreshed(context: Context, call: Call, name: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = context.simulation.listen((effect) => {
      if (effect.type === "refreshed" && effect.name === name) finish();
    });
    const finish = () => {
      stop();
      resolve();
    };
    call.response.on("close", finish);
  });
}

async function get(context: Context, call: Call, name: string): Promise<void> {
  const caller = context.accounts.require(call.request);
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  if (call.query.has("refresh") && context.simulation.state(name)) {
    const done = refreshed(context, call, name);
    await context.simulation.refresh(name, call.query.get("refresh") === "hard" ? "hard" : "normal");
    await done;
  }
  sendJson(call, context.simulation.application(name) ?? app);
}

/** Refuses, in the server's words, when its cache of this application is lost. */
export function requireCache(context: Context, app: Application, what: string): void {
  if (!context.faults.hasForgotten(app.metadata)) return;
  throw new ApiError("unknown", `error getting cached app ${what}: cache: key is missing`);
}

/** The tree of an application of the cluster or of the fleet. */
export function treeOf(context: Context, app: Application): Tree {
  const state = context.simulation.state(app.metadata.name);
  return state ? buildTree(context.simulation.world, state, context.simulation.mirror.snapshots()) : fleetTree(app);
}

export const applicationReadRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  if (method !== "GET" || segments[2] !== "applications") return false;
  const name = segments[3];
  if (name === undefined) return list(context, call).then(() => true);
  if (segments.length === 4) return get(context, call, name).then(() => true);
  if (segments.length === 5 && segments[4] === "resource-tree") {
    const caller = context.accounts.require(call.request);
    const app = findApplication(context.simulation, caller, askedFor(call, name));
    requireCache(context, app, "resource tree");
    sendJson(call, treeOf(context, app));
    return true;
  }
  return false;
};
