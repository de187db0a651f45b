import { type JsonObject, objectAt } from "./json";
import { addressOf, completePodSpec } from "./live-manifest";
import { podHealth } from "./pods";
import type { ApplicationState, Pod, ReplicaSet } from "./world";

function containerState(pod: Pod, namespace: string): JsonObject {
  const terminated = {
    containerID: `containerd://${pod.uid.replaceAll("-", "")}`,
    finishedAt: pod.createdAt,
    startedAt: pod.createdAt,
  };
  if (pod.reason === "Running" || pod.reason === "Terminating")
    return { running: { startedAt: pod.startedAt ?? pod.createdAt } };
  if (pod.reason === "Completed") return { terminated: { ...terminated, exitCode: 0, reason: "Completed" } };
  if (pod.reason === "Error") return { terminated: { ...terminated, exitCode: 1, reason: "Error" } };
  const message = podHealth(pod, namespace).message;
  const reason = pod.reason === "Pending" ? "ContainerCreating" : pod.reason;
  return { waiting: { ...(message ? { message } : {}), reason } };
}

function phase(pod: Pod): string {
  if (pod.reason === "Completed") return "Succeeded";
  if (pod.reason === "Error") return "Failed";
  return pod.startedAt || pod.reason === "CrashLoopBackOff" ? "Running" : "Pending";
}

function podStatus(pod: Pod, namespace: string): JsonObject {
  const at = pod.startedAt ?? pod.createdAt;
  const address = addressOf("10.1", pod.uid);
  const containerID = `containerd://${pod.uid.replaceAll("-", "")}`;
  const condition = (type: string, holds: boolean) => ({
    lastProbeTime: null,
    lastTransitionTime: at,
    status: holds ? "True" : "False",
    type,
  });
  const ended = { containerID, exitCode: 1, finishedAt: at, reason: "Error", startedAt: at };
  const last = pod.restarts > 0 ? { terminated: ended } : {};
  return {
    conditions: [
      condition("Initialized", true),
      { ...condition("Ready", pod.ready), ...(pod.restarts > 0 ? { reason: "ContainersNotReady" } : {}) },
      condition("ContainersReady", pod.ready),
      condition("PodScheduled", pod.node !== null),
    ],
    containerStatuses: [
      {
        containerID: `containerd://${pod.uid.replaceAll("-", "")}`,
        image: pod.image,
        imageID: "",
        lastState: last,
        name: pod.container,
        ready: pod.ready,
        restartCount: pod.restarts,
        started: pod.ready,
        state: containerState(pod, namespace),
      },
    ],
    hostIP: "127.0.0.1",
    phase: phase(pod),
    ...(pod.node ? { podIP: address, podIPs: [{ ip: address }] } : {}),
    qosClass: "Burstable",
    startTime: pod.createdAt,
  };
}

function scheduledSpec(spec: JsonObject, pod: Pod): JsonObject {
  const name = `kube-api-access-${pod.name.slice(-5)}`;
  const mount = { mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", name, readOnly: true };
  const containers = Array.isArray(spec.containers) ? spec.containers : [];
  const toleration = (condition: string) => ({
    effect: "NoExecute",
    key: `node.kubernetes.io/${condition}`,
    operator: "Exists",
    tolerationSeconds: 300,
  });
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
    { configMap: { items: [{ key: "ca.crt", path: "ca.crt" }], name: "kube-root-ca.crt" } },
    {
      downwardAPI: {
        items: [{ fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" }, path: "namespace" }],
      },
    },
  ];
  return {
    ...spec,
    containers: containers.map((container) => ({ ...objectAt({ container }, "container"), volumeMounts: [mount] })),
    enableServiceLinks: true,
    ...(pod.node ? { nodeName: pod.node } : {}),
    preemptionPolicy: "PreemptLowerPriority",
    priority: 0,
    tolerations: [toleration("not-ready"), toleration("unreachable")],
    volumes: [{ name, projected: { defaultMode: 420, sources } }],
  };
}

/** The pod as the API server would return it. */
export function podManifest(app: ApplicationState, pod: Pod, set: ReplicaSet | undefined): JsonObject {
  const namespace = app.wire.spec.destination.namespace ?? "";
  const job = app.jobs.find((candidate) => candidate.name === pod.owner.name);
  const template = set ? set.template : objectAt(job?.manifest, "spec", "template");
  const spec = completePodSpec(objectAt(template, "spec"));
  const owner = {
    apiVersion: set ? "apps/v1" : "batch/v1",
    blockOwnerDeletion: true,
    controller: true,
    kind: pod.owner.kind,
    name: pod.owner.name,
    uid: set?.uid ?? job?.uid ?? "",
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...(Object.keys(pod.annotations).length > 0 ? { annotations: pod.annotations } : {}),
      creationTimestamp: pod.createdAt,
      generateName: `${pod.owner.name}-`,
      generation: 1,
      labels: pod.labels,
      name: pod.name,
      namespace,
      ownerReferences: [owner],
      resourceVersion: pod.resourceVersion,
      uid: pod.uid,
    },
    spec: scheduledSpec(spec, pod),
    status: podStatus(pod, namespace),
  };
}

/** ReplicaSets and Jobs as the API server would return them. */
export function ownedManifest(app: ApplicationState, kind: string, name: string): JsonObject | undefined {
  const namespace = app.wire.spec.destination.namespace ?? "";
  const job = kind === "Job" ? app.jobs.find((candidate) => candidate.name === name) : undefined;
  if (job) {
    const metadata = {
      ...objectAt(job.manifest, "metadata"),
      namespace,
      uid: job.uid,
      resourceVersion: job.resourceVersion,
      creationTimestamp: job.createdAt,
    };
    const counts = { running: { active: 1 }, succeeded: { succeeded: 1 }, failed: { failed: 1 } }[job.state];
    return { ...job.manifest, metadata, status: counts };
  }
  const sets = Object.values(app.workloads).flatMap((workload) => workload.replicaSets);
  const set = kind === "ReplicaSet" ? sets.find((candidate) => candidate.name === name) : undefined;
  if (!set) return undefined;
  const labels = { ...objectAt(set.template, "metadata", "labels"), "pod-template-hash": set.hash };
  const metadata = {
    name,
    namespace,
    uid: set.uid,
    resourceVersion: set.resourceVersion,
    creationTimestamp: set.createdAt,
    labels,
  };
  const spec = { replicas: set.replicas, selector: { matchLabels: labels }, template: set.template };
  return { apiVersion: "apps/v1", kind, metadata, spec, status: { replicas: set.replicas } };
}
