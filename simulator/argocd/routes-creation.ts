import { parseSpec } from "./applications";
import type { Context, Route } from "./context";
import { ApiError } from "./errors";
import { type Call, jsonBody, sendJson, textMember } from "./http";
import { isJsonObject, type JsonObject, objectAt, sameJson } from "./json";
import { listed } from "./projection";
import { enforce } from "./rbac";
import type { Project } from "./wire";

function nameOf(manifest: JsonObject): string {
  const name = textMember(objectAt(manifest, "metadata"), "name");
  if (!name) throw new ApiError("invalid", "resource name may not be empty");
  return name;
}

function differs(kind: string): ApiError {
  return new ApiError("invalid", `existing ${kind} spec is different, use upsert flag to force update`);
}

function named(context: Context, name: string): Project | undefined {
  return context.simulation.projects().find((project) => project.metadata.name === name);
}

function checkedSpec(manifest: JsonObject): ReturnType<typeof parseSpec> {
  try {
    return parseSpec(manifest.spec);
  } catch {
    throw new ApiError("invalid", "json: cannot unmarshal into Go struct field Application.spec");
  }
}

function createApplication(context: Context, call: Call): void {
  const caller = context.accounts.require(call.request);
  const manifest = jsonBody(call);
  const name = nameOf(manifest);
  const spec = checkedSpec(manifest);
  const project = spec.project || "default";
  enforce(caller, "applications", "create", `${project}/${name}`);
  const existing = context.simulation.application(name);
  if (existing && !sameJson(existing.spec, spec)) throw differs("application");
  if (!named(context, project)) {
    const fault = `InvalidSpecError: application references project ${project} which does not exist`;
    throw new ApiError("invalid", `application spec for ${name} is invalid: ${fault}`);
  }
  if (!existing) context.simulation.dispatch({ type: "create", application: manifest });
  const made = context.simulation.application(name);
  sendJson(call, made && listed(made));
}

function createProject(context: Context, call: Call): void {
  const caller = context.accounts.require(call.request);
  const { project } = jsonBody(call);
  const manifest = isJsonObject(project) ? project : {};
  const name = nameOf(manifest);
  enforce(caller, "projects", "create", name);
  if (!isJsonObject(manifest.spec)) throw new ApiError("invalid", "project spec is missing");
  const existing = named(context, name);
  if (existing && !sameJson(existing.spec, manifest.spec)) throw differs("project");
  if (!existing) context.simulation.dispatch({ type: "project", project: manifest });
  sendJson(call, named(context, name));
}

function deleteProject(context: Context, call: Call, name: string): void {
  const caller = context.accounts.require(call.request);
  enforce(caller, "projects", "delete", name);
  if (!named(context, name)) throw new ApiError("notFound", `appprojects.argoproj.io "${name}" not found`);
  const users = context.simulation.applications().filter((app) => (app.spec.project || "default") === name);
  if (users.length > 0) throw new ApiError("invalid", `project is referenced by ${users.length} applications`);
  context.simulation.amend((world) => {
    const { [name]: _gone, ...projects } = world.projects;
    return { ...world, projects };
  });
  sendJson(call, {});
}

/** Applications and projects that are made through the API, as other tools do; and projects that are deleted. */
export const creationRoutes: Route = (context, call) => {
  const { method, segments } = call;
  const [, , kind, name] = segments;
  if (method === "POST" && kind === "applications" && segments.length === 3) createApplication(context, call);
  else if (method === "POST" && kind === "projects" && segments.length === 3) createProject(context, call);
  else if (method === "DELETE" && kind === "projects" && name && segments.length === 4)
    deleteProject(context, call, name);
  else return false;
  return true;
};
