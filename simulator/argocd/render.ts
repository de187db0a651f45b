import path from "node:path/posix";
import { parse, parseAllDocuments } from "yaml";
import type { JsonObject } from "./json";
import { isJsonObject, mergePatch, numberAt, objectAt, textAt } from "./json";
import { migrationHook, serviceManifests, storedSecret } from "./manifests";
import { schemaFaults } from "./values-schema";
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

function literalNumber(template: string | undefined, key: string): number | undefined {
  const found = template?.match(new RegExp(`^\\s*${key}:\\s*(\\d+)\\s*$`, "m"))?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Whether a dependency's `condition` leaves it in: the first of its paths that the values set to true or false decides. */
function isEnabled(condition: string, values: JsonObject): boolean {
  for (const place of condition.split(",")) {
    const steps = place.trim().split(".");
    const last = steps.pop() ?? "";
    const found = objectAt(values, ...steps)[last];
    if (typeof found === "boolean") return found;
  }
  return true;
}

function serviceNames(files: Files, chartPath: string, values: JsonObject, chart: JsonObject): string[] {
  const charts = path.dirname(chartPath);
  const declared = Array.isArray(chart.dependencies) ? chart.dependencies.filter(isJsonObject) : [];
  const wanted = declared.filter((entry) => isEnabled(textAt(entry, "condition") ?? "", values));
  const names = declared.length > 0 ? wanted.map((entry) => textAt(entry, "name") ?? "") : Object.keys(values);
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

function serviceValues(
  files: Files,
  chartPath: string,
  service: string,
  values: JsonObject,
  spec: ApplicationSpec,
): JsonObject {
  const chart = path.join(path.dirname(chartPath), service);
  return objectAt(mergePatch(readYaml(files, `${chart}/values.yaml`, spec), objectAt(values, service)));
}

function checkSchemas(files: Files, chartPath: string, values: JsonObject, services: Map<string, JsonObject>): string {
  const charts = path.dirname(chartPath);
  const umbrella = files[`${chartPath}/values.schema.json`];
  const all = [
    { chart: path.basename(chartPath), faults: umbrella ? schemaFaults(umbrella, values) : [] },
    ...[...services].map(([chart, own]) => ({
      chart,
      faults: schemaFaults(files[`${charts}/${chart}/values.schema.json`], own),
    })),
  ];
  return all
    .filter(({ faults }) => faults.length > 0)
    .map(({ chart, faults }) => `${chart}:\n${faults.map((fault) => `- ${fault}\n`).join("")}`)
    .join("");
}

function renderService(
  files: Files,
  chartPath: string,
  service: string,
  values: JsonObject,
  release: string,
): JsonObject[] {
  const chart = path.join(path.dirname(chartPath), service);
  const template = files[`${chart}/templates/deployment.yaml`];
  return serviceManifests({
    service,
    release,
    values,
    progressDeadlineSeconds:
      numberAt(values, "progressDeadlineSeconds") ?? literalNumber(template, "progressDeadlineSeconds"),
    revisionHistoryLimit: literalNumber(template, "revisionHistoryLimit"),
    ownsSecret: `${chart}/templates/secret.yaml` in files,
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
  const services = new Map(
    serviceNames(files, chartPath, values, chart).map((name) => [
      name,
      serviceValues(files, chartPath, name, values, spec),
    ]),
  );
  const faults = checkSchemas(files, chartPath, values, services);
  if (faults !== "")
    throw helmFailure(
      spec,
      `values don't meet the specifications of the schema(s) in the following chart(s):\n${faults}`,
    );
  const release = spec.source?.helm?.releaseName ?? application;
  const own = [...services].flatMap(([service, merged]) => renderService(files, chartPath, service, merged, release));
  const objects = [...own, ...plainTemplates(files, chartPath)];
  const image = objectAt(values, "migration", "image");
  const ttl = literalNumber(files[`${chartPath}/templates/migrate.yaml`], "ttlSecondsAfterFinished");
  const migrate = `${textAt(image, "repository") ?? "registry.linq.example/linq-migrate"}:${textAt(image, "tag")}`;
  const hooks = textAt(image, "tag") ? [migrationHook(migrate, ttl)] : [];
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
