import type { Context, Route } from "./context";
import { ApiError } from "./errors";
import { type Call, sendJson } from "./http";
import { projectGeneric } from "./projection";
import { enforce, may } from "./rbac";
import { InvalidWindows, isActive } from "./windows";
import type { Project } from "./wire";

function list(context: Context, call: Call): void {
  const caller = context.accounts.require(call.request);
  const items = context.simulation
    .projects()
    .filter((project) => may(caller, "projects", "get", project.metadata.name));
  const metadata = { resourceVersion: String(context.simulation.world.resourceVersion) };
  const answer = { metadata, items: items.length > 0 ? items : null };
  const fields = call.query.get("fields");
  sendJson(call, fields ? projectGeneric(answer, fields) : answer);
}

function activeWindows(context: Context, project: Project): object {
  try {
    const windows = (project.spec.syncWindows ?? []).filter((window) => isActive(window, context.simulation.nowMs()));
    return windows.length > 0 ? { windows } : {};
  } catch (error) {
    if (error instanceof InvalidWindows) throw new ApiError("unknown", error.message);
    throw error;
  }
}

/** Projects: list, one, detailed, its open windows, its events (none). */
export const projectRoutes: Route = (context, call) => {
  const { method, segments } = call;
  const [, , kind, name, part] = segments;
  if (method !== "GET" || kind !== "projects" || segments.length > 5) return false;
  if (name === undefined) {
    list(context, call);
    return true;
  }
  const caller = context.accounts.require(call.request);
  enforce(caller, "projects", "get", name);
  const project = context.simulation.projects().find((candidate) => candidate.metadata.name === name);
  if (!project) throw new ApiError("notFound", `appprojects.argoproj.io "${name}" not found`);
  if (part === undefined) sendJson(call, project);
  else if (part === "detailed") sendJson(call, { project });
  else if (part === "syncwindows") sendJson(call, activeWindows(context, project));
  else if (part === "events")
    sendJson(call, { metadata: { resourceVersion: String(context.simulation.world.resourceVersion) }, items: null });
  else if (part === "links" || part === "globalprojects") sendJson(call, {});
  else return false;
  return true;
};
