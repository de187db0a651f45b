import * as z from "zod";
import { schedule, unschedule } from "./agenda";
import { canonical, type Json, type JsonObject, mergePatch, objectAt, sameJson } from "./json";
import { newUid } from "./random";
import { announce, ownApplication, type Turn } from "./turn";
import type { ApplicationSpec, Metadata } from "./wire";
import { type ApplicationState, nextResourceVersion, wholeSeconds } from "./world";

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
const textMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? undefined);

const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string().default("argocd"),
  labels: textMap,
  annotations: textMap,
  finalizers: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? undefined),
});

const specSchema = z.looseObject({
  project: z.string().default(""),
  source: z
    .looseObject({
      repoURL: z.string(),
      path: optionalText,
      targetRevision: optionalText,
      helm: z
        .looseObject({ valueFiles: z.array(z.string()).optional(), releaseName: z.string().optional() })
        .optional(),
    })
    .optional(),
  destination: z.object({
    server: z.string().optional(),
    name: z.string().optional(),
    namespace: z.string().optional(),
  }),
  syncPolicy: z
    .looseObject({
      automated: z
        .object({
          prune: z.boolean().optional(),
          selfHeal: z.boolean().optional(),
          allowEmpty: z.boolean().optional(),
          enabled: z.boolean().nullish(),
        })
        .nullish(),
      syncOptions: z.array(z.string()).optional(),
      retry: z
        .object({
          limit: z.number().optional(),
          backoff: z
            .object({
              duration: z.string().optional(),
              factor: z.number().optional(),
              maxDuration: z.string().optional(),
            })
            .optional(),
          refresh: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
  revisionHistoryLimit: z.number().optional(),
});

// Go leaves false out when it writes a project.
const flag = z
  .boolean()
  .optional()
  .transform((value) => value || undefined);

const windowSchema = z.object({
  kind: z.string().optional(),
  schedule: z.string().optional(),
  duration: z.string().optional(),
  applications: z.array(z.string()).optional(),
  namespaces: z.array(z.string()).optional(),
  clusters: z.array(z.string()).optional(),
  manualSync: flag,
  timeZone: z.string().optional(),
  andOperator: flag,
  description: z.string().optional(),
  syncOverrun: flag,
});

const projectSchema = z.looseObject({ syncWindows: z.array(windowSchema).optional() });

/** The Application's spec in a manifest or a patched object; throws a ZodError that names the wrong field. */
export function parseSpec(value: unknown): ApplicationSpec {
  return specSchema.parse(JSON.parse(JSON.stringify(value ?? {})));
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** With `applied`, as kubectl leaves it: the manifest in an annotation. */
function metadataOf(turn: Turn, manifest: JsonObject, applied = true): Metadata {
  const given = metadataSchema.parse(manifest.metadata);
  const lastApplied = canonical({ ...manifest, metadata: { annotations: {}, ...objectAt(manifest, "metadata") } });
  const at = wholeSeconds(turn.now);
  return {
    name: given.name,
    namespace: given.namespace,
    uid: newUid(turn.world),
    resourceVersion: nextResourceVersion(turn.world),
    generation: 1,
    creationTimestamp: at,
    ...(given.labels ? { labels: given.labels } : {}),
    ...(applied ? { annotations: { ...given.annotations, [LAST_APPLIED]: `${lastApplied}\n` } } : {}),
    ...(!applied && given.annotations ? { annotations: given.annotations } : {}),
    ...(given.finalizers ? { finalizers: given.finalizers } : {}),
    managedFields: [
      {
        manager: "kubectl-client-side-apply",
        operation: "Update",
        apiVersion: "argoproj.io/v1alpha1",
        time: at,
        fieldsType: "FieldsV1",
        fieldsV1: { "f:spec": { ".": {}, "f:destination": {}, "f:project": {}, "f:source": {}, "f:syncPolicy": {} } },
      },
    ],
  };
}

export function createApplication(turn: Turn, manifest: JsonObject, applied = true): void {
  const metadata = metadataOf(turn, manifest, applied);
  const app: ApplicationState = {
    wire: {
      metadata,
      spec: parseSpec(manifest.spec),
      status: {
        sync: { status: "", comparedTo: { source: { repoURL: "" }, destination: {} } },
        health: {},
        summary: {},
        sourceHydrator: {},
      },
    },
    namespaceExists: false,
    live: {},
    workloads: {},
    pods: [],
    jobs: [],
    task: null,
    treeText: "",
    events: [],
    manifestText: canonical(manifest),
    health: { lastChange: wholeSeconds(turn.now) },
  };
  turn.world.applications[metadata.name] = app;
  turn.owned.add(metadata.name);
  announce(turn, app, "ADDED");
  schedule(turn.world, turn.now + 100, { type: "reconcile", name: metadata.name });
}

function changeApplication(turn: Turn, app: ApplicationState, manifest: JsonObject): void {
  const { labels, annotations, finalizers } = metadataOf(turn, manifest);
  app.manifestText = canonical(manifest);
  app.wire = {
    ...app.wire,
    metadata: { ...app.wire.metadata, labels, annotations, finalizers },
    spec: parseSpec(manifest.spec),
  };
  announce(turn, app);
  schedule(turn.world, turn.now + 100, { type: "reconcile", name: app.wire.metadata.name });
}

export function applyProject(turn: Turn, manifest: JsonObject, applied = true): void {
  const metadata = metadataOf(turn, manifest, applied);
  const before = turn.world.projects[metadata.name];
  const spec = projectSchema.parse(manifest.spec);
  if (before && sameJson(before.spec, spec)) return;
  const kept = before
    ? {
        uid: before.metadata.uid,
        creationTimestamp: before.metadata.creationTimestamp,
        generation: before.metadata.generation + 1,
      }
    : {};
  turn.world.projects[metadata.name] = {
    metadata: { ...metadata, ...kept },
    spec: JSON.parse(JSON.stringify(spec)),
    status: {},
  };
}

/** Does with argocd-apps/ what `kubectl apply` would: new ones are made, changed ones changed, others left alone. */
export function applyManifests(turn: Turn, projects: JsonObject[], applications: JsonObject[], revision: string): void {
  turn.world.manifestsRevision = revision;
  for (const manifest of projects) applyProject(turn, manifest);
  for (const manifest of applications) {
    const name = metadataSchema.parse(manifest.metadata).name;
    const app = ownApplication(turn, name);
    if (!app) createApplication(turn, manifest);
    else if (app.manifestText !== canonical(manifest)) changeApplication(turn, app, manifest);
  }
}

/** A merge patch by the API: only spec, labels, annotations and finalizers persist. */
export function patchApplication(turn: Turn, app: ApplicationState, patch: Json): void {
  const { metadata, spec } = app.wire;
  const patched = objectAt(mergePatch(JSON.parse(JSON.stringify({ metadata, spec })), patch));
  const given = metadataSchema.parse(patched.metadata);
  app.wire = {
    ...app.wire,
    metadata: { ...metadata, labels: given.labels, annotations: given.annotations, finalizers: given.finalizers },
    spec: parseSpec(patched.spec),
  };
  announce(turn, app);
  schedule(turn.world, turn.now + 100, { type: "reconcile", name: metadata.name });
}

export function deleteApplication(turn: Turn, app: ApplicationState): void {
  const name = app.wire.metadata.name;
  const metadata = {
    ...app.wire.metadata,
    resourceVersion: nextResourceVersion(turn.world),
    deletionTimestamp: wholeSeconds(turn.now),
  };
  turn.effects.push({ type: "application", change: "DELETED", application: { ...app.wire, metadata } });
  delete turn.world.applications[name];
  for (const type of ["cluster", "reconcile", "continue", "heal"] as const) unschedule(turn.world, type, name);
}
