import { createHash } from "node:crypto";
import type { Json, JsonObject } from "./json";
import { isJsonObject, numberAt, objectAt, textAt } from "./json";

interface ServiceInput {
  service: string;
  release: string;
  values: JsonObject;
  /** Fixed numbers that the chart's Deployment template states, where the values do not. */
  progressDeadlineSeconds: number | undefined;
  revisionHistoryLimit: number | undefined;
  /** Whether the chart itself makes the Secret with the service's credentials. */
  ownsSecret: boolean;
  /** Whether pods start without that Secret, too. */
  secretIsOptional: boolean;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function scalarText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function configMap({ service, values }: ServiceInput): JsonObject {
  const data: JsonObject = { LOG_LEVEL: scalarText(values.logLevel ?? "info") };
  for (const [key, value] of Object.entries(objectAt(values, "config"))) data[key] = scalarText(value);
  return { apiVersion: "v1", data, kind: "ConfigMap", metadata: { name: service } };
}

/** The ConfigMap as its template writes it: the Deployment carries the hash of exactly this text. */
function configMapText(input: ServiceInput): string {
  const { LOG_LEVEL, ...rest } = objectAt(configMap(input), "data");
  const lines = Object.keys(rest)
    .sort()
    .map((key) => `  ${key}: ${JSON.stringify(rest[key])}`);
  const head = ["apiVersion: v1", "kind: ConfigMap", `metadata: { name: ${input.service} }`, "data:"];
  return `${[...head, `  LOG_LEVEL: ${JSON.stringify(LOG_LEVEL)}`, ...lines].join("\n")}\n`;
}

function secret({ service, release, values }: ServiceInput): JsonObject {
  const data = {
    API_KEY: base64(scalarText(values.apiKey ?? "demo")),
    DATABASE_URL: base64(`postgres://linq:not-a-real-password@db/${release}`),
  };
  return { apiVersion: "v1", data, kind: "Secret", metadata: { name: `${service}-credentials` }, type: "Opaque" };
}

function service({ service: name, values }: ServiceInput): JsonObject {
  const port = numberAt(objectAt(values, "service"), "port") ?? 80;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { labels: { app: name }, name },
    spec: { ports: [{ name: "http", port, targetPort: 8080 }], selector: { app: name } },
  };
}

function deployment(input: ServiceInput): JsonObject {
  const { service: name, release, values } = input;
  const image = objectAt(values, "image");
  const tag = scalarText(image.tag);
  const checksum = createHash("sha256").update(configMapText(input)).digest("hex");
  const probe = { failureThreshold: 3, httpGet: { path: "/health", port: 8080 }, timeoutSeconds: 30 };
  const resources = isJsonObject(values.resources)
    ? values.resources
    : { limits: { cpu: "500m", memory: "512Mi" }, requests: { cpu: "100m", memory: "128Mi" } };
  const credentials = { name: textAt(values, "credentialsSecret") ?? `${name}-credentials` };
  const secretRef = input.secretIsOptional ? { ...credentials, optional: true } : credentials;
  const spec: JsonObject = {
    replicas: numberAt(values, "replicaCount") ?? 1,
    revisionHistoryLimit: input.revisionHistoryLimit ?? 3,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { annotations: { "checksum/config": checksum }, labels: { app: name } },
      spec: {
        containers: [
          {
            envFrom: [{ configMapRef: { name } }, { secretRef }],
            image: `${textAt(image, "repository") ?? `registry.linq.example/${name}`}:${tag}`,
            livenessProbe: probe,
            name,
            ports: [{ containerPort: 8080, name: "http" }],
            readinessProbe: probe,
            resources,
          },
        ],
        serviceAccountName: name,
      },
    },
  };
  if (input.progressDeadlineSeconds !== undefined) spec.progressDeadlineSeconds = input.progressDeadlineSeconds;
  const labels = {
    "app.kubernetes.io/instance": release,
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/version": tag,
  };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { labels, name }, spec };
}

/** The objects of one LINQ service. The charts are not run: their shape is written out here (decisions.md 19). */
export function serviceManifests(input: ServiceInput): JsonObject[] {
  const { service: name } = input;
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } },
    ...(input.ownsSecret ? [secret(input)] : []),
    configMap(input),
    service(input),
    deployment(input),
  ];
}

/** A Secret as the API server keeps it: `stringData` becomes `data`. */
export function storedSecret(manifest: JsonObject): JsonObject {
  if (manifest.kind !== "Secret" || !isJsonObject(manifest.stringData)) return manifest;
  const { stringData, ...rest } = manifest;
  const data: JsonObject = { ...objectAt(manifest, "data") };
  for (const [key, value] of Object.entries(stringData)) data[key] = base64(scalarText(value));
  return { ...rest, data };
}

/** The migration Job that runs before each sync; its name is made when the sync begins (generateName). */
export function migrationHook(image: string, ttlSecondsAfterFinished: number | undefined): JsonObject {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      annotations: {
        "argocd.argoproj.io/hook": "PreSync",
        "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
      },
      generateName: "linq-migrate-",
    },
    spec: {
      backoffLimit: 0,
      ...(ttlSecondsAfterFinished === undefined ? {} : { ttlSecondsAfterFinished }),
      template: { spec: { containers: [{ image, name: "migrate" }], restartPolicy: "Never" } },
    },
  };
}
