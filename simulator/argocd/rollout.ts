import { canonical, numberAt, objectAt } from "./json";
import { advancePod, createReplica, terminatePod } from "./pods";
import { newUid, templateHash } from "./random";
import type { Health } from "./wire";
import {
  type ApplicationState,
  type LiveObject,
  nextResourceVersion,
  type Pod,
  type ReplicaSet,
  type Workload,
  type World,
  wholeSeconds,
} from "./world";

/** The Deployment's own numbers, as its status has them. */
interface RolloutCounts {
  desired: number;
  total: number;
  updated: number;
  available: number;
  updatedAvailable: number;
}

function deploymentOf(app: ApplicationState, name: string): LiveObject | undefined {
  return app.live[`apps/Deployment/${name}`];
}

function podsOf(app: ApplicationState, set: ReplicaSet): Pod[] {
  return app.pods.filter(
    (pod) => pod.owner.kind === "ReplicaSet" && pod.owner.name === set.name && pod.reason !== "Terminating",
  );
}

function currentSet(workload: Workload): ReplicaSet | undefined {
  return workload.replicaSets.find((set) => set.revision === workload.revision);
}

export function rolloutCounts(app: ApplicationState, workload: Workload): RolloutCounts {
  const desired = numberAt(objectAt(deploymentOf(app, workload.name)?.manifest, "spec"), "replicas") ?? 1;
  const all = workload.replicaSets.flatMap((set) => podsOf(app, set));
  const current = currentSet(workload);
  const updated = current ? podsOf(app, current) : [];
  return {
    desired,
    total: all.length,
    updated: updated.length,
    available: all.filter((pod) => pod.ready).length,
    updatedAvailable: updated.filter((pod) => pod.ready).length,
  };
}

function progressDeadline(live: LiveObject | undefined): number {
  return numberAt(objectAt(live?.manifest, "spec"), "progressDeadlineSeconds") ?? 600;
}

/** Health of a Deployment. Source: gitops-engine health_deployment.go. */
export function deploymentHealth(app: ApplicationState, workload: Workload): Health {
  const counts = rolloutCounts(app, workload);
  if (workload.deadlineExceeded) {
    return { status: "Degraded", message: `Deployment "${workload.name}" exceeded its progress deadline` };
  }
  if (counts.updated < counts.desired) {
    return progressing(`${counts.updated} out of ${counts.desired} new replicas have been updated...`);
  }
  if (counts.total > counts.updated) {
    return progressing(`${counts.total - counts.updated} old replicas are pending termination...`);
  }
  if (counts.available < counts.updated) {
    return progressing(`${counts.available} of ${counts.updated} updated replicas are available...`);
  }
  return { status: "Healthy" };
}

function progressing(what: string): Health {
  return { status: "Progressing", message: `Waiting for rollout to finish: ${what}` };
}

export function replicaSetHealth(app: ApplicationState, set: ReplicaSet): Health {
  const available = podsOf(app, set).filter((pod) => pod.ready).length;
  if (available >= set.replicas) return { status: "Healthy" };
  return progressing(`${available} out of ${set.replicas} new replicas are available...`);
}

function ensureCurrentSet(world: World, workload: Workload, live: LiveObject, now: number): ReplicaSet {
  const template = objectAt(live.manifest, "spec", "template");
  const hash = templateHash(canonical(template));
  const known = workload.replicaSets.find((set) => set.hash === hash);
  if (known && known.revision === workload.revision) return known;
  workload.revision += 1;
  workload.progressedAt = now;
  workload.deadlineExceeded = false;
  live.resourceVersion = nextResourceVersion(world);
  if (known) {
    known.revision = workload.revision;
    return known;
  }
  const set: ReplicaSet = {
    name: `${workload.name}-${hash}`,
    hash,
    uid: newUid(world),
    resourceVersion: nextResourceVersion(world),
    createdAt: wholeSeconds(now),
    revision: workload.revision,
    replicas: 0,
    template,
  };
  workload.replicaSets.push(set);
  return set;
}

function scale(world: World, set: ReplicaSet, replicas: number): boolean {
  if (set.replicas === replicas) return false;
  set.replicas = replicas;
  set.resourceVersion = nextResourceVersion(world);
  return true;
}

/** One decision of the Deployment controller: surge 25 % rounded up, unavailable 25 % rounded down. True when it changed something. */
function decide(world: World, app: ApplicationState, workload: Workload, set: ReplicaSet, desired: number): boolean {
  const old = workload.replicaSets.filter((candidate) => candidate !== set && candidate.replicas > 0);
  if (old.length === 0) return scale(world, set, desired);
  const surge = Math.ceil(desired * 0.25) || 1;
  const minimum = desired - Math.floor(desired * 0.25);
  const total = workload.replicaSets.reduce((sum, candidate) => sum + candidate.replicas, 0);
  if (set.replicas > desired) return scale(world, set, desired);
  const room = Math.min(desired - set.replicas, desired + surge - total);
  if (room > 0) return scale(world, set, set.replicas + room);
  return scaleDownOld(world, app, old, set, minimum);
}

function scaleDownOld(
  world: World,
  app: ApplicationState,
  old: ReplicaSet[],
  set: ReplicaSet,
  minimum: number,
): boolean {
  const sick = old.find((candidate) => podsOf(app, candidate).some((pod) => !pod.ready));
  const ready = (candidate: ReplicaSet) => podsOf(app, candidate).filter((pod) => pod.ready).length;
  if (sick) {
    const keep = ready(sick);
    const unavailableNew = set.replicas - ready(set);
    const all = [...old, set].reduce((sum, candidate) => sum + candidate.replicas, 0);
    const spare = all - minimum - unavailableNew;
    if (spare > 0 && keep < sick.replicas) return scale(world, sick, Math.max(keep, sick.replicas - spare));
  }
  const available = [...old, set].reduce((sum, candidate) => sum + ready(candidate), 0);
  const spare = available - minimum;
  const target = old.find((candidate) => ready(candidate) > 0);
  if (spare <= 0 || !target) return false;
  return scale(world, target, Math.max(0, target.replicas - spare));
}

function fillSet(world: World, app: ApplicationState, set: ReplicaSet, now: number): boolean {
  const pods = podsOf(app, set);
  for (let missing = set.replicas - pods.length; missing > 0; missing--) createReplica(world, app, set, now);
  const surplus = [...pods].sort((a, b) => Number(a.ready) - Number(b.ready) || b.createdMs - a.createdMs);
  for (const pod of surplus.slice(0, Math.max(0, pods.length - set.replicas))) terminatePod(world, pod, now);
  return pods.length !== set.replicas;
}

function forgetOldSets(workload: Workload, live: LiveObject): void {
  const limit = numberAt(objectAt(live.manifest, "spec"), "revisionHistoryLimit") ?? 10;
  const idle = workload.replicaSets.filter((set) => set.replicas === 0 && set.revision !== workload.revision);
  const forgotten = idle.sort((a, b) => b.revision - a.revision).slice(limit);
  workload.replicaSets = workload.replicaSets.filter((set) => !forgotten.includes(set));
}

function reconcileWorkload(world: World, app: ApplicationState, workload: Workload, now: number): void {
  const live = deploymentOf(app, workload.name);
  if (!live) return;
  const before = canonical(rolloutCounts(app, workload));
  const set = ensureCurrentSet(world, workload, live, now);
  const desired = rolloutCounts(app, workload).desired;
  for (let round = 0; round < 50; round++) {
    const decided = decide(world, app, workload, set, desired);
    const filled = workload.replicaSets.map((candidate) => fillSet(world, app, candidate, now));
    if (!decided && !filled.includes(true)) break;
  }
  if (workload.progressedAt === null) return;
  const counts = rolloutCounts(app, workload);
  if (canonical(counts) !== before) workload.progressedAt = now;
  if (counts.updated === desired && counts.total === desired && counts.updatedAvailable >= desired) {
    workload.progressedAt = null;
    workload.deadlineExceeded = false;
    live.resourceVersion = nextResourceVersion(world);
    forgetOldSets(workload, live);
  } else if (now >= workload.progressedAt + progressDeadline(live) * 1000) {
    workload.deadlineExceeded = true;
  }
}

/** Brings pods, ReplicaSets and Jobs to where they are at `now`. */
export function advanceCluster(world: World, app: ApplicationState, now: number): void {
  for (const pod of app.pods.filter((candidate) => candidate.due !== null && candidate.due <= now)) {
    if (pod.reason === "Terminating") app.pods = app.pods.filter((candidate) => candidate !== pod);
    else advancePod(world, app, pod, now);
  }
  for (const workload of Object.values(app.workloads)) reconcileWorkload(world, app, workload, now);
}

/** When the cluster of this application next changes by itself; null when it rests. */
export function nextClusterChange(app: ApplicationState): number | null {
  const times = app.pods.flatMap((pod) => (pod.due === null ? [] : [pod.due]));
  for (const workload of Object.values(app.workloads)) {
    if (workload.progressedAt === null || workload.deadlineExceeded) continue;
    times.push(workload.progressedAt + progressDeadline(deploymentOf(app, workload.name)) * 1000);
  }
  return times.length === 0 ? null : Math.min(...times);
}
