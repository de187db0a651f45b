import { predicted } from "./cluster";
import { jobHealth, objectHealth, worseThan } from "./health";
import { type JsonObject, sameJson } from "./json";
import { type Identity, identityOf, objectKey, withNamespace } from "./objects";
import type { Snapshots } from "./repository";
import type { Condition, Health, ResourceStatus, SyncCode } from "./wire";
import type { ApplicationState } from "./world";

export interface Comparison {
  sync: SyncCode;
  health: Health;
  resources: ResourceStatus[];
  conditions: Condition[];
  images: string[];
}

export const LOAD_FAILURE =
  "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ";

/** The manifests that should be live, with their namespace; a text when they cannot be made. */
export function targetManifests(app: ApplicationState, snapshots: Snapshots, revision: string): JsonObject[] | string {
  const result = snapshots.rendered(app.wire.spec, app.wire.metadata.name, revision);
  if (!result.ok) return result.message;
  const namespace = app.wire.spec.destination.namespace ?? "";
  return result.manifests.map((manifest) => withNamespace(manifest, namespace));
}

function statusOf(identity: Identity, namespace: string, status: SyncCode, health: Health | undefined): ResourceStatus {
  const { group, version, kind, name } = identity;
  return { ...(group ? { group } : {}), version, kind, namespace, name, status, ...(health ? { health } : {}) };
}

function sortKey({ group, kind, name }: ResourceStatus): string {
  return `${group ?? ""}/${kind}/${name}`;
}

function hookStatuses(app: ApplicationState, namespace: string): ResourceStatus[] {
  return app.jobs.map((job) => ({
    group: "batch",
    version: "v1",
    kind: "Job",
    namespace,
    name: job.name,
    health: jobHealth(job),
    hook: true,
  }));
}

function managedStatuses(app: ApplicationState, targets: JsonObject[], namespace: string): ResourceStatus[] {
  const wanted = targets.map((target): ResourceStatus => {
    const live = app.live[objectKey(target)];
    // A server that has never seen anything of the application live says nothing about health.
    const missing: Health | undefined = app.namespaceExists ? { status: "Missing" } : undefined;
    const synced = live !== undefined && sameJson(predicted(app, target), live.manifest);
    return statusOf(
      identityOf(target),
      namespace,
      synced ? "Synced" : "OutOfSync",
      live ? objectHealth(app, live.manifest) : missing,
    );
  });
  const keys = new Set(targets.map(objectKey));
  const extra = Object.entries(app.live).flatMap(([key, live]): ResourceStatus[] => {
    if (keys.has(key)) return [];
    return [
      {
        ...statusOf(identityOf(live.manifest), namespace, "OutOfSync", objectHealth(app, live.manifest)),
        requiresPruning: true,
      },
    ];
  });
  return [...wanted, ...extra];
}

function applicationHealth(app: ApplicationState, resources: ResourceStatus[]): Health {
  const managed = resources.filter((resource) => !resource.hook);
  if (managed.length > 0 && Object.keys(app.live).length === 0) return { status: "Missing" };
  const live = managed.filter((resource) => resource.health && resource.health.status !== "Missing");
  let worst: Health["status"] = "Healthy";
  for (const { health } of live) if (health && worseThan(health.status, worst)) worst = health.status;
  if (worst === "Healthy") return { status: worst };
  const causes = live.filter(({ health }) => health?.status === worst).slice(0, 3);
  const names = causes.map(
    ({ group, kind, namespace, name }) => `${group ? `${group}/` : ""}${kind}:${namespace}/${name}`,
  );
  return { status: worst, message: `Caused by ${names.join(", ")}` };
}

function imagesOf(app: ApplicationState): string[] {
  return [...new Set(app.pods.map((pod) => pod.image))].sort();
}

function unknown(app: ApplicationState, message: string, namespace: string): Comparison {
  const managed = Object.values(app.live).map(
    (live): ResourceStatus => ({
      ...statusOf(identityOf(live.manifest), namespace, "Unknown", objectHealth(app, live.manifest)),
      requiresPruning: true,
    }),
  );
  const resources = [...managed, ...hookStatuses(app, namespace)].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const conditions = [{ type: "ComparisonError", message: `${LOAD_FAILURE}${message}` }];
  return { sync: "Unknown", health: applicationHealth(app, resources), resources, conditions, images: imagesOf(app) };
}

/** Compares what should be with what is. Source: contract 6.1 and 13.4, 13.6, 13.8. */
export function compare(app: ApplicationState, snapshots: Snapshots, revision: string | null): Comparison {
  const namespace = app.wire.spec.destination.namespace ?? "";
  if (revision === null) {
    const target = app.wire.spec.source?.targetRevision ?? "HEAD";
    return unknown(app, `unable to resolve '${target}' to a commit SHA: revision not found`, namespace);
  }
  const targets = targetManifests(app, snapshots, revision);
  if (typeof targets === "string") return unknown(app, targets, namespace);
  const managed = managedStatuses(app, targets, namespace);
  const resources = [...managed, ...hookStatuses(app, namespace)].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const outOfSync = managed.some((resource) => resource.status === "OutOfSync");
  return {
    sync: outOfSync ? "OutOfSync" : "Synced",
    health: applicationHealth(app, resources),
    resources,
    conditions: [],
    images: imagesOf(app),
  };
}
