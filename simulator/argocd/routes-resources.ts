import { askedFor, type Context, type Route } from "./context";
import { ApiError, missingField } from "./errors";
import { type Call, firstQuery, sendJson } from "./http";
import { canonical, type JsonObject } from "./json";
import { liveManifest } from "./live-manifest";
import { findApplication } from "./lookup";
import { managedResources } from "./managed-resources";
import { SecretMask } from "./masking";
import { podEvents } from "./pod-events";
import { ownedManifest, podManifest } from "./pod-manifest";
import { projectGeneric } from "./projection";
import { requireCache, treeOf } from "./routes-applications";
import { findNode } from "./tree";
import { canSync, decideWindows, InvalidWindows } from "./windows";
import type { Application, TreeNode } from "./wire";
import type { ApplicationState } from "./world";

function managed(context: Context, call: Call, app: Application): void {
  const state = context.simulation.state(app.metadata.name);
  const filters = ["namespace", "name", "group", "kind"].flatMap((key) => {
    const value = firstQuery(call, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const all = state ? managedResources(state, context.simulation.mirror.snapshots()) : [];
  const items = all.filter((item) => filters.every(([key, value]) => (item[key] ?? "") === value));
  const answer = items.length > 0 ? { items } : {};
  const fields = call.query.get("fields");
  sendJson(call, fields ? projectGeneric(answer, fields) : answer);
}

/** The node that `resourceName`, `kind` and `version` name; refusals as the gateway gives them. */
export function namedNode(context: Context, app: Application, read: (key: string) => string | undefined): TreeNode {
  const kind = read("kind");
  const name = read("resourceName");
  // The gateway names the field that its encoder meets last.
  if (kind === undefined) throw missingField("kind");
  if (read("version") === undefined) throw missingField("version");
  if (name === undefined) throw missingField("resourceName");
  const node = findNode(treeOf(context, app), { group: read("group") ?? "", kind, namespace: read("namespace"), name });
  if (node?.uid) return node;
  const group = read("group") ?? "";
  throw new ApiError("invalid", `${kind} ${group} ${name} not found as part of application ${app.metadata.name}`);
}

export function manifestOf(state: ApplicationState | undefined, node: TreeNode): JsonObject {
  const fallback = {
    apiVersion: node.version ?? "v1",
    kind: node.kind,
    metadata: { name: node.name, namespace: node.namespace },
  };
  if (!state) return fallback;
  const pod = node.kind === "Pod" ? state.pods.find((candidate) => candidate.name === node.name) : undefined;
  if (pod) {
    const sets = Object.values(state.workloads).flatMap((workload) => workload.replicaSets);
    return podManifest(
      state,
      pod,
      sets.find((set) => set.name === pod.owner.name),
    );
  }
  const live = state.live[`${node.group ?? ""}/${node.kind}/${node.name}`];
  if (live) return liveManifest(state, live, new SecretMask(), { normalized: false });
  return ownedManifest(state, node.kind, node.name) ?? fallback;
}

function events(context: Context, call: Call, app: Application): void {
  const state = context.simulation.state(app.metadata.name);
  const name = firstQuery(call, "resourceName");
  const uid = firstQuery(call, "resourceUID");
  const metadata = { resourceVersion: String(context.simulation.world.resourceVersion) };
  const answer = (items: object[]) => sendJson(call, { metadata, items: items.length > 0 ? items : null });
  if (!name && !uid) {
    answer(state?.events ?? []);
    return;
  }
  const node = treeOf(context, app).nodes.find(
    (candidate) => candidate.name === name && (!uid || candidate.uid === uid),
  );
  if (!node) throw new ApiError("invalid", `${name} not found as part of application ${app.metadata.name}`);
  const pod = state?.pods.find((candidate) => candidate.uid === node.uid);
  answer(pod ? podEvents(pod, node.namespace ?? "") : []);
}

function syncWindows(context: Context, app: Application): object {
  const { metadata, spec } = app;
  const project = context.simulation.projects().find((candidate) => candidate.metadata.name === spec.project);
  try {
    const decision = decideWindows(
      project,
      { name: metadata.name, destination: spec.destination },
      context.simulation.nowMs(),
    );
    const shown = (windows: typeof decision.active) =>
      windows.map(({ kind, schedule, duration, manualSync }) => ({
        kind,
        schedule,
        duration,
        manualSync: manualSync ?? false,
      }));
    const { active, assigned } = decision;
    return {
      ...(active.length > 0 ? { activeWindows: shown(active) } : {}),
      ...(assigned.length > 0 ? { assignedWindows: shown(assigned) } : {}),
      canSync: canSync(decision, true),
    };
  } catch (error) {
    if (error instanceof InvalidWindows) throw new ApiError("unknown", `invalid sync windows: ${error.message}`);
    throw error;
  }
}

/** Managed resources, one resource, events, sync windows, links (none), server-side diff (meaningless over JSON). */
export const resourceRoutes: Route = (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part, detail] = segments;
  if (method !== "GET" || kind !== "applications" || !name || !part) return false;
  const known = ["managed-resources", "resource", "events", "syncwindows", "links", "server-side-diff"].includes(part);
  if (!known || (detail !== undefined && !(part === "resource" && detail === "links"))) return false;
  const caller = context.accounts.require(call.request);
  if (part === "resource")
    for (const field of ["kind", "version", "resourceName"]) if (!call.query.has(field)) throw missingField(field);
  const app = findApplication(context.simulation, caller, askedFor(call, name));
  if (part === "managed-resources") {
    requireCache(context, app, "managed resources");
    managed(context, call, app);
  } else if (part === "events") events(context, call, app);
  else if (part === "syncwindows") sendJson(call, syncWindows(context, app));
  else if (part === "server-side-diff") sendJson(call, { modified: false });
  else if (part === "links" || detail === "links") sendJson(call, {});
  else {
    const node = namedNode(context, app, (key) => call.query.get(key) ?? undefined);
    sendJson(call, { manifest: canonical(manifestOf(context.simulation.state(name), node)) });
  }
  return true;
};
