import path from "node:path/posix";
import { parse, parseAllDocuments } from "yaml";
import type { JsonObject } from "./json";
import { isJsonObject, mergePatch, numberAt, objectAt, textAt } from "./json";
import { migrationHook, serviceManifests, storedSecret } from "./manifests";
import type { ApplicationSpec } from "./wire";

/** File contents of one revision, by path from the repository's root. */
export type Files = Record<string, string>;

/** `manifests` carry tracking ids and no namespace, as a repo-server returns them; hooks stand apart. */
export type RenderResult = { ok: true; manifests: JsonObject[]; hooks: JsonObject[] } | { ok: false; message: string };

class RenderFailure extends Error {}

function helmFailure(spec: ApplicationSpec, detail: string): RenderFailure {
  const values = spec.source?.helm?.valueFiles?.map(
    (file) => `--values <path to cached source>/${file.replace(/^(\.\.\/)+/, "")}`,
  );
  const release = spec.source?.helm?.releaseName ?? "linq";
  const command = `helm template . --name-template ${release} --namespace ${spec.destination.namespace ?? ""} --kube-version 1.36.1 ${(values ?? []).join(" ")} <api versions removed> --include-crds`;
  return new RenderFailure(
    `failed to execute helm template command: failed running helm: \`${command}\` failed exit status 1: Error: ${detail}`,
  );
}

function readYaml(files: Files, file: string, spec: ApplicationSpec): JsonObject {
  const text = files[file];
  if (text === undefined) return {};
  try {
    const value: unknown = parse(text);
    return isJsonObject(value) ? value : {};
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : "unknown";
    throw helmFailure(spec, `failed to parse ${file}: error converting YAML to JSON: yaml: ${reason}`);
  }
}

const CONFIGURED_KINDS = ["string", "number", "boolean"];

function typeName(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** What the charts' values schema asks: the stand-in for a chart that does not render. */
function schemaFaults(values: JsonObject): string[] {
  const faults: string[] = [];
  const replicas = values.replicaCount;
  if (!Number.isInteger(replicas)) faults.push(`at '/replicaCount': got ${typeName(replicas)}, want integer`);
  else if (Number(replicas) < 0) faults.push(`at '/replicaCount': minimum: got ${replicas}, want 0`);
  const tag = objectAt(values, "image").tag;
  if (typeof tag !== "string") faults.push(`at '/image/tag': got ${typeName(tag)}, want string`);
  if (values.logLevel !== undefined && typeof values.logLevel !== "string") {
    faults.push(`at '/logLevel': got ${typeName(values.logLevel)}, want string`);
  }
  if (values.config !== undefined && !isJsonObject(values.config)) {
    faults.push(`at '/config': got ${typeName(values.config)}, want object`);
  }
  for (const [key, value] of Object.entries(objectAt(values, "config"))) {
    if (!CONFIGURED_KINDS.includes(typeof value))
      faults.push(`at '/config/${key}': got ${typeName(value)}, want string`);
  }
  return faults;
}

function literalNumber(template: string | undefined, key: string): number | undefined {
  const found = template?.match(new RegExp(`^\\s*${key}:\\s*(\\d+)\\s*$`, "m"))?.[1];
  return found === undefined ? undefined : Number(found);
}

function serviceNames(files: Files, chartPath: string, values: JsonObject, chart: JsonObject): string[] {
  const charts = path.dirname(chartPath);
  const declared = Array.isArray(chart.dependencies)
    ? chart.dependencies.flatMap((entry) => (isJsonObject(entry) ? [textAt(entry, "name") ?? ""] : []))
    : [];
  const names = declared.length > 0 ? declared : Object.keys(values);
  return [...new Set(names)].filter((name) => `${charts}/${name}/Chart.yaml` in files).sort();
}

function releaseValues(files: Files, chartPath: string, spec: ApplicationSpec): JsonObject {
  let values = readYaml(files, `${chartPath}/values.yaml`, spec);
  for (const file of spec.source?.helm?.valueFiles ?? []) {
    const full = path.normalize(path.join(chartPath, file));
    if (files[full] === undefined)
      throw helmFailure(spec, `open <path to cached source>/${full}: no such file or directory`);
    values = objectAt(mergePatch(values, readYaml(files, full, spec)));
  }
  return values;
}

function track(manifest: JsonObject, application: string, namespace: string): JsonObject {
  const metadata = objectAt(manifest, "metadata");
  const group = String(manifest.apiVersion).includes("/") ? String(manifest.apiVersion).split("/")[0] : "";
  const id = `${application}:${group}/${manifest.kind}:${namespace}/${metadata.name ?? ""}`;
  const annotations = { ...objectAt(metadata, "annotations"), "argocd.argoproj.io/tracking-id": id };
  return { ...manifest, metadata: { ...metadata, annotations } };
}

function renderService(
  files: Files,
  chartPath: string,
  service: string,
  values: JsonObject,
  spec: ApplicationSpec,
): JsonObject[] {
  const charts = path.dirname(chartPath);
  const merged = objectAt(
    mergePatch(readYaml(files, `${charts}/${service}/values.yaml`, spec), objectAt(values, service)),
  );
  if (merged.enabled === false) return [];
  const faults = schemaFaults(merged);
  if (faults.length > 0) {
    const list = faults.map((fault) => `- ${fault}\n`).join("");
    throw helmFailure(
      spec,
      `values don't meet the specifications of the schema(s) in the following chart(s):\n${service}:\n${list}`,
    );
  }
  const template = files[`${charts}/${service}/templates/deployment.yaml`];
  return serviceManifests({
    service,
    release: spec.source?.helm?.releaseName ?? "linq",
    values: merged,
    progressDeadlineSeconds:
      numberAt(merged, "progressDeadlineSeconds") ?? literalNumber(template, "progressDeadlineSeconds"),
    revisionHistoryLimit: numberAt(merged, "revisionHistoryLimit") ?? literalNumber(template, "revisionHistoryLimit"),
    ownsSecret: `${charts}/${service}/templates/secret.yaml` in files,
    secretIsOptional: /secretRef:.*optional: true/.test(template ?? ""),
  });
}

// A template without `{{` is plain YAML: those of the umbrella are taken as they stand.
function plainTemplates(files: Files, chartPath: string): JsonObject[] {
  const names = Object.keys(files).filter(
    (file) => file.startsWith(`${chartPath}/templates/`) && /\.ya?ml$/.test(file),
  );
  return names.sort().flatMap((name) => {
    const text = files[name] ?? "";
    if (text.includes("{{")) return [];
    return parseAllDocuments(text).flatMap((document) => {
      const value: unknown = document.errors.length > 0 ? null : document.toJS();
      return isJsonObject(value) && value.kind ? [storedSecret(value)] : [];
    });
  });
}

function renderChart(
  files: Files,
  spec: ApplicationSpec,
  application: string,
): { manifests: JsonObject[]; hooks: JsonObject[] } {
  const chartPath = spec.source?.path ?? "";
  if (!(`${chartPath}/Chart.yaml` in files)) throw new RenderFailure(`${chartPath}: app path does not exist`);
  const namespace = spec.destination.namespace ?? "";
  const values = releaseValues(files, chartPath, spec);
  const chart = readYaml(files, `${chartPath}/Chart.yaml`, spec);
  const services = serviceNames(files, chartPath, values, chart);
  const own = services.flatMap((service) => renderService(files, chartPath, service, values, spec));
  const objects = [...own, ...plainTemplates(files, chartPath)];
  const image = objectAt(values, "migration", "image");
  const hooks = textAt(image, "tag")
    ? [migrationHook(`${textAt(image, "repository") ?? "registry.linq.example/linq-migrate"}:${textAt(image, "tag")}`)]
    : [];
  const order = ["ServiceAccount", "Secret", "ConfigMap", "Service", "Deployment"];
  objects.sort((a, b) => order.indexOf(String(a.kind)) - order.indexOf(String(b.kind)));
  const tracked = (object: JsonObject) => track(object, application, namespace);
  return { manifests: objects.map(tracked), hooks: hooks.map(tracked) };
}

/** Makes an application's manifests from the files of one revision; a chart that does not render says why, in helm's words. */
export function render(files: Files, spec: ApplicationSpec, application: string): RenderResult {
  try {
    return { ok: true, ...renderChart(files, spec, application) };
  } catch (error) {
    if (error instanceof RenderFailure) return { ok: false, message: error.message };
    throw error;
  }
}
