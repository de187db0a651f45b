import { objectAt } from "./json";
import { mainContainer } from "./objects";
import { newSuffix, newUid } from "./random";
import { backOffText, POD_TIMES, restartDelay, scenarioOf } from "./scenarios";
import type { Health } from "./wire";
import {
  type ApplicationState,
  type HookJob,
  nextResourceVersion,
  type Pod,
  type ReplicaSet,
  type World,
  wholeSeconds,
} from "./world";

const NODE = "node-a";

function stringMap(value: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

export function createReplica(world: World, app: ApplicationState, set: ReplicaSet, now: number): void {
  const { name, image } = mainContainer(set.template);
  const metadata = objectAt(set.template, "metadata");
  app.pods.push({
    ...newPod(world, `${set.name}-${newSuffix(world)}`, now),
    owner: { kind: "ReplicaSet", name: set.name },
    container: name,
    image,
    labels: { ...stringMap(objectAt(metadata, "labels")), "pod-template-hash": set.hash },
    annotations: stringMap(objectAt(metadata, "annotations")),
  });
}

export function createJobPod(world: World, app: ApplicationState, job: HookJob, now: number): void {
  const labels = {
    "batch.kubernetes.io/controller-uid": job.uid,
    "batch.kubernetes.io/job-name": job.name,
    "controller-uid": job.uid,
    "job-name": job.name,
  };
  app.pods.push({
    ...newPod(world, `${job.name}-${newSuffix(world)}`, now),
    owner: { kind: "Job", name: job.name },
    container: "migrate",
    image: job.image,
    labels,
    annotations: {},
  });
}

function newPod(
  world: World,
  name: string,
  now: number,
): Omit<Pod, "owner" | "container" | "image" | "labels" | "annotations"> {
  return {
    name,
    uid: newUid(world),
    resourceVersion: nextResourceVersion(world),
    createdAt: wholeSeconds(now),
    createdMs: now,
    node: null,
    reason: "Pending",
    ready: false,
    restarts: 0,
    due: now + POD_TIMES.scheduled,
    stage: 0,
    startedAt: null,
  };
}

export function terminatePod(world: World, pod: Pod, now: number): void {
  pod.reason = "Terminating";
  pod.due = now + POD_TIMES.terminating;
  pod.resourceVersion = nextResourceVersion(world);
}

/** Carries one pod over its next change. A terminating pod is removed by the caller. */
export function advancePod(world: World, app: ApplicationState, pod: Pod, now: number): void {
  pod.resourceVersion = nextResourceVersion(world);
  pod.stage += 1;
  if (pod.stage === 1) {
    pod.node = NODE;
    pod.due = pod.createdMs + POD_TIMES.creating;
    return;
  }
  if (pod.stage === 2) {
    pod.reason = "ContainerCreating";
    pod.due = pod.createdMs + secondStep(pod);
    return;
  }
  if (pod.owner.kind === "Job") advanceJobPod(app, pod, now);
  else advanceReplica(pod, now);
}

function secondStep(pod: Pod): number {
  if (pod.owner.kind === "Job") return POD_TIMES.jobRunning;
  const scenario = scenarioOf(pod.image);
  if (scenario === "crash") return POD_TIMES.crashed;
  return scenario === "nopull" ? POD_TIMES.pullFailed : POD_TIMES.running;
}

function advanceReplica(pod: Pod, now: number): void {
  switch (scenarioOf(pod.image)) {
    case "crash":
      pod.reason = "CrashLoopBackOff";
      pod.restarts += 1;
      pod.due = now + restartDelay(pod.restarts);
      return;
    case "nopull":
      pod.reason = pod.stage === 3 ? "ErrImagePull" : "ImagePullBackOff";
      pod.due = pod.stage === 3 ? pod.createdMs + POD_TIMES.pullBackOff : null;
      return;
    default:
      startContainer(pod, now);
  }
}

function startContainer(pod: Pod, now: number): void {
  pod.reason = "Running";
  pod.startedAt ??= wholeSeconds(now);
  pod.ready = pod.stage > 3;
  const readyAt = scenarioOf(pod.image) === "slow" ? POD_TIMES.slowReady : POD_TIMES.ready;
  pod.due = pod.ready ? null : pod.createdMs + readyAt;
}

function advanceJobPod(app: ApplicationState, pod: Pod, now: number): void {
  const scenario = scenarioOf(pod.image);
  if (pod.stage === 3) {
    pod.reason = "Running";
    pod.startedAt = wholeSeconds(now);
    pod.due = pod.createdMs + (scenario === "longjob" ? POD_TIMES.longJobDone : POD_TIMES.jobDone);
    return;
  }
  const failed = scenario === "hookfail";
  pod.reason = failed ? "Error" : "Completed";
  pod.due = null;
  const job = app.jobs.find((candidate) => candidate.name === pod.owner.name);
  if (job) job.state = failed ? "failed" : "succeeded";
}

/** Health of one pod. Source: gitops-engine health_pod.go. */
export function podHealth(pod: Pod, namespace: string): Health {
  switch (pod.reason) {
    case "Terminating":
      return { status: "Progressing", message: "Pending deletion" };
    case "Completed":
      return { status: "Healthy" };
    case "Error":
      return { status: "Degraded", message: `container "${pod.container}" failed with exit code 1` };
    case "CrashLoopBackOff": {
      const where = `pod=${pod.name}_${namespace}(${pod.uid})`;
      return {
        status: "Degraded",
        message: `back-off ${backOffText(pod.restarts)} restarting failed container=${pod.container} ${where}`,
      };
    }
    case "ErrImagePull":
      return { status: "Degraded", message: `failed to pull and unpack image "${pod.image}": not found` };
    case "ImagePullBackOff":
      return { status: "Degraded", message: `Back-off pulling image "${pod.image}"` };
    case "Running":
      return { status: pod.owner.kind === "ReplicaSet" && pod.ready ? "Healthy" : "Progressing" };
    case "Pending":
    case "ContainerCreating":
      return { status: "Progressing" };
  }
}
