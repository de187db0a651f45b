import path from "node:path/posix";
import { parse } from "yaml";
import { askedFor, type Context, type Route } from "./context";
import { ApiError } from "./errors";
import { type Call, jsonBody, sendJson, textMember } from "./http";
import { isJsonObject, type Json, type JsonObject, objectAt } from "./json";
import { findApplication } from "./lookup";
import { enforce } from "./rbac";
import type { Files } from "./render";

function flattened(value: Json | undefined, name: string): JsonObject[] {
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, inner]) => flattened(inner, name ? `${name}.${key}` : key));
  if (Array.isArray(value)) return value.flatMap((inner, index) => flattened(inner, `${name}[${index}]`));
  return [{ name, value: value === null || value === undefined ? "" : String(value) }];
}

function helmDetails(files: Files, chart: string, valueFiles: string[]): JsonObject {
  const own = files[`${chart}/values.yaml`];
  const names = [`${chart}/values.yaml`, ...valueFiles.map((file) => path.normalize(path.join(chart, file)))];
  const parameters = new Map<string, JsonObject>();
  for (const name of names) {
    const value: unknown = parse(files[name] ?? "");
    for (const parameter of isJsonObject(value) ? flattened(value, "") : [])
      parameters.set(String(parameter.name), parameter);
  }
  const available = Object.keys(files).filter((file) => path.dirname(file) === chart && /values.*\.ya?ml$/.test(file));
  const sorted = [...parameters.values()].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
  return {
    ...(available.length > 0 ? { valueFiles: available.map((file) => path.basename(file)) } : {}),
    ...(sorted.length > 0 ? { parameters: sorted } : {}),
    ...(own ? { values: own } : {}),
  };
}

async function details(context: Context, call: Call): Promise<void> {
  const caller = context.accounts.require(call.request);
  const body = jsonBody(call);
  const name = textMember(body, "appName") ?? "";
  const project = textMember(body, "appProject") || "default";
  enforce(caller, "applications", "get", `${project}/${name}`);
  const app = findApplication(context.simulation, caller, { ...askedFor(call, name), project });
  const source = objectAt(body, "source");
  const chart = textMember(source, "path") ?? app.spec.source?.path ?? "";
  const asked = textMember(source, "targetRevision") || "HEAD";
  const sha = await context.simulation.mirror.load(asked);
  const files = sha ? context.simulation.mirror.files(sha) : undefined;
  if (!files) throw new ApiError("unknown", `unable to resolve '${asked}' to a commit SHA: revision not found`);
  if (!(`${chart}/Chart.yaml` in files)) throw new ApiError("unknown", `${chart}: app path does not exist`);
  const given = objectAt(source, "helm").valueFiles;
  const valueFiles = Array.isArray(given) ? given.map(String) : [];
  sendJson(call, { type: "Helm", helm: helmDetails(files, chart, valueFiles) });
}

/** What a source offers to be set: the web interface's tab of parameters. */
export const appDetailsRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  if (method !== "POST" || segments[2] !== "repositories" || segments[4] !== "appdetails") return false;
  await details(context, call);
  return true;
};
