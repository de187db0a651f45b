import { API_VERSIONS } from "./api-versions";
import type { Context, Route } from "./context";
import { ApiError } from "./errors";
import { type Call, sendJson, sendUncoded } from "./http";
import { enforce, may } from "./rbac";
import { resourceOverrides } from "./settings";
import { wholeSeconds } from "./world";

const VERSION = { Version: "v3.6.0+0000000" };
const VERSION_DETAILS = {
  ...VERSION,
  BuildDate: "1970-01-01T00:00:00Z",
  GoVersion: "go1.26.8",
  Compiler: "gc",
  Platform: "linux/amd64",
  KustomizeVersion: 'could not get kustomize version: exec: "kustomize": executable file not found in $PATH',
  HelmVersion: "v3.19",
  JsonnetVersion: "v0.22.0",
};
const IN_CLUSTER = "https://kubernetes.default.svc";

function isKnown(context: Context, call: Call): boolean {
  try {
    return context.accounts.identify(call.request) !== undefined;
  } catch {
    return false;
  }
}

function settings(known: boolean): object {
  return {
    url: "https://argocd.linq.example",
    appLabelKey: "app.kubernetes.io/instance",
    ...(known ? { resourceOverrides } : {}),
    googleAnalytics: { anonymizeUsers: true },
    kustomizeOptions: { BuildOptions: "", BinaryPath: "", Versions: null },
    help: {},
    ...(known ? { passwordPattern: "^.{8,32}$" } : {}),
    trackingMethod: "annotation",
    ...(known ? { controllerNamespace: "argocd" } : {}),
    syncWithReplaceAllowed: true,
    resourceViewEnabled: true,
  };
}

function cluster(context: Context): object {
  const attemptedAt = wholeSeconds(context.simulation.nowMs());
  const connectionState = { status: "Successful", message: "", attemptedAt };
  const applications = context.simulation.applications().length;
  const cacheInfo = { resourcesCount: 222, apisCount: 56, lastCacheSyncTime: context.simulation.world.createdAt };
  const serverVersion = "v1.36.1";
  return {
    server: IN_CLUSTER,
    name: "in-cluster",
    config: { tlsClientConfig: { insecure: false } },
    connectionState,
    serverVersion,
    info: {
      connectionState,
      serverVersion,
      cacheInfo,
      applicationsCount: applications,
      apiVersions: API_VERSIONS,
    },
  };
}

function clusters(context: Context, call: Call): void {
  const caller = context.accounts.require(call.request);
  const name = call.segments[3];
  if (name === undefined) {
    const wanted = [call.query.get("server") || IN_CLUSTER, call.query.get("name") || "in-cluster"];
    const isAsked = wanted[0] === IN_CLUSTER && wanted[1] === "in-cluster";
    const items = isAsked && may(caller, "clusters", "get", IN_CLUSTER) ? [cluster(context)] : null;
    sendJson(call, { metadata: {}, items });
    return;
  }
  const server = call.query.get("id.type") === "name" && name === "in-cluster" ? IN_CLUSTER : name;
  if (server !== IN_CLUSTER || !may(caller, "clusters", "get", server))
    throw new ApiError("denied", "permission denied");
  sendJson(call, cluster(context));
}

function applicationSets(context: Context, call: Call): void {
  const caller = context.accounts.require(call.request);
  const name = call.segments[3];
  if (name === undefined) {
    sendJson(call, { metadata: { resourceVersion: String(context.simulation.world.resourceVersion) }, items: null });
    return;
  }
  enforce(caller, "applicationsets", "get", `default/${name}`);
  throw new ApiError("notFound", `applicationsets.argoproj.io "${name}" not found`);
}

const BADGE = `<svg width="131" height="20" xmlns="http://www.w3.org/2000/svg"><g fill="#fff" text-anchor="middle" font-family="DejaVu Sans, sans-serif" font-size="90"><text id="leftText" x="475" y="130" transform="scale(.1)">Unknown</text><text id="rightText" x="1035" y="130" transform="scale(.1)">Unknown</text></g></svg>\n`;

/** Version, settings, clusters, ApplicationSets (none), notifications (none) and the badge (disabled). */
export const serverRoutes: Route = (context, call) => {
  const { method, path, segments } = call;
  if (method !== "GET") return false;
  if (path === "/api/version") {
    sendJson(call, isKnown(context, call) ? VERSION_DETAILS : VERSION);
    return true;
  }
  if (path === "/api/badge") {
    sendUncoded(call, 200, "image/svg+xml", BADGE, {
      "access-control-allow-origin": "*",
      "cache-control": "private, no-store",
    });
    return true;
  }
  if (path === "/api/v1/settings") {
    sendJson(call, settings(isKnown(context, call)));
    return true;
  }
  if (segments[2] === "clusters" && segments.length <= 4) {
    clusters(context, call);
    return true;
  }
  if (segments[2] === "applicationsets" && segments.length <= 4) {
    applicationSets(context, call);
    return true;
  }
  if (segments[2] === "notifications" && ["triggers", "services", "templates"].includes(segments[3] ?? "")) {
    context.accounts.require(call.request);
    sendJson(call, {});
    return true;
  }
  return false;
};
