import { type JsonObject, objectAt, sameJson, threeWayMerge } from "./json";
import { identityOf, objectKey, templateImages } from "./objects";
import { createJobPod, terminatePod } from "./pods";
import { newUid } from "./random";
import { type ApplicationState, type HookJob, nextResourceVersion, type World, wholeSeconds } from "./world";

type Applied = "created" | "configured" | "unchanged";

/** What the live object will be once `target` is applied to it. */
export function predicted(app: ApplicationState, target: JsonObject): JsonObject {
  const live = app.live[objectKey(target)];
  return live ? objectAt({ it: threeWayMerge(live.lastApplied, target, live.manifest) }, "it") : target;
}

/** Applies a manifest (with its namespace) and says what kubectl would say. */
export function applyManifest(world: World, app: ApplicationState, target: JsonObject, now: number): Applied {
  const key = objectKey(target);
  const live = app.live[key];
  const identity = identityOf(target);
  if (identity.kind === "Deployment") {
    app.workloads[identity.name] ??= {
      name: identity.name,
      revision: 0,
      replicaSets: [],
      progressedAt: null,
      deadlineExceeded: false,
    };
  }
  if (!live) {
    app.live[key] = {
      manifest: target,
      lastApplied: target,
      uid: newUid(world),
      resourceVersion: nextResourceVersion(world),
      createdAt: wholeSeconds(now),
      generation: 1,
    };
    return "created";
  }
  const next = predicted(app, target);
  if (sameJson(next, live.manifest) && sameJson(live.lastApplied, target)) {
    // A Secret is written with stringData, so the API server always reports it as configured.
    return identity.kind === "Secret" ? "configured" : "unchanged";
  }
  changeLive(world, app, key, next);
  live.lastApplied = target;
  return "configured";
}

/** Replaces the live manifest, by whomever; generation moves with the spec as in Kubernetes. */
export function changeLive(world: World, app: ApplicationState, key: string, manifest: JsonObject): void {
  const live = app.live[key];
  if (!live) return;
  if (!sameJson(live.manifest.spec, manifest.spec)) live.generation += 1;
  live.manifest = manifest;
  live.resourceVersion = nextResourceVersion(world);
}

/** Removes an object and what hangs below it. */
export function deleteObject(world: World, app: ApplicationState, key: string, now: number): void {
  const live = app.live[key];
  delete app.live[key];
  if (live?.manifest.kind !== "Deployment") return;
  const name = identityOf(live.manifest).name;
  const sets = app.workloads[name]?.replicaSets.map((set) => set.name) ?? [];
  delete app.workloads[name];
  for (const pod of app.pods) if (sets.includes(pod.owner.name)) terminatePod(world, pod, now);
}

// Real clusters keep every finished hook of a generated name; the simulator forgets the oldest.
const KEPT_HOOKS = 20;

export function createHookJob(
  world: World,
  app: ApplicationState,
  hook: JsonObject,
  name: string,
  now: number,
): HookJob {
  const job: HookJob = {
    name,
    uid: newUid(world),
    resourceVersion: nextResourceVersion(world),
    createdAt: wholeSeconds(now),
    image: templateImages(hook)[0] ?? "",
    state: "running",
    manifest: { ...hook, metadata: { ...objectAt(hook, "metadata"), name } },
  };
  app.jobs = [...app.jobs, job].slice(-KEPT_HOOKS);
  const kept = new Set(app.jobs.map((kept) => kept.name));
  app.pods = app.pods.filter((pod) => pod.owner.kind !== "Job" || kept.has(pod.owner.name));
  createJobPod(world, app, job, now);
  return job;
}

export function deleteJob(app: ApplicationState, name: string): void {
  app.jobs = app.jobs.filter((job) => job.name !== name);
  app.pods = app.pods.filter((pod) => pod.owner.kind !== "Job" || pod.owner.name !== name);
}
