import { targetManifests } from "./compare";
import { jobHealth, objectHealth } from "./health";
import { type JsonObject, objectAt } from "./json";
import { identityOf, objectKey } from "./objects";
import { podHealth } from "./pods";
import type { Snapshots } from "./repository";
import { deploymentHealth, replicaSetHealth } from "./rollout";
import type { TreeNode } from "./wire";
import type { ApplicationState, LiveObject, Pod, ReplicaSet, Workload, World } from "./world";

export interface Tree {
  nodes: TreeNode[];
  hosts?: JsonObject[] | undefined;
}

const POD_CPU = 100;
const POD_MEMORY = 134_217_728_000;

function podNode(pod: Pod, namespace: string, ownerUid: string): TreeNode {
  const isReplica = pod.owner.kind === "ReplicaSet";
  const parent = {
    group: isReplica ? "apps" : "batch",
    version: "v1",
    kind: pod.owner.kind,
    namespace,
    name: pod.owner.name,
    uid: ownerUid,
  };
  const containers = pod.ready ? "1/1" : "0/1";
  const running = pod.reason !== "Completed" && pod.reason !== "Error";
  return {
    version: "v1",
    kind: "Pod",
    namespace,
    name: pod.name,
    uid: pod.uid,
    parentRefs: [parent],
    info: [
      { name: "Status Reason", value: pod.reason },
      ...(pod.node ? [{ name: "Node", value: pod.node }] : []),
      { name: "Containers", value: containers },
      ...(pod.restarts > 0 ? [{ name: "Restart Count", value: String(pod.restarts) }] : []),
      ...(running ? [{ name: "cpu", value: String(isReplica ? POD_CPU : 0) }] : []),
      ...(running ? [{ name: "memory", value: String(isReplica ? POD_MEMORY : 0) }] : []),
    ],
    networkingInfo: { labels: pod.labels },
    resourceVersion: pod.resourceVersion,
    images: [pod.image],
    health: podHealth(pod, namespace),
    createdAt: pod.createdAt,
  };
}

function setNode(app: ApplicationState, workload: Workload, set: ReplicaSet, namespace: string): TreeNode {
  const uid = app.live[`apps/Deployment/${workload.name}`]?.uid ?? "";
  return {
    group: "apps",
    version: "v1",
    kind: "ReplicaSet",
    namespace,
    name: set.name,
    uid: set.uid,
    parentRefs: [{ group: "apps", version: "v1", kind: "Deployment", namespace, name: workload.name, uid }],
    info: [{ name: "Revision", value: `Rev:${set.revision}` }],
    resourceVersion: set.resourceVersion,
    health: replicaSetHealth(app, set),
    createdAt: set.createdAt,
  };
}

function liveNode(app: ApplicationState, live: LiveObject, namespace: string): TreeNode {
  const { group, version, kind, name } = identityOf(live.manifest);
  const workload = kind === "Deployment" ? app.workloads[name] : undefined;
  const selector = kind === "Service" ? objectAt(live.manifest, "spec", "selector") : undefined;
  const health = workload ? deploymentHealth(app, workload) : objectHealth(app, live.manifest);
  return {
    ...(group ? { group } : {}),
    version,
    kind,
    namespace,
    name,
    uid: live.uid,
    ...(workload ? { info: [{ name: "Revision", value: `Rev:${workload.revision}` }] } : {}),
    ...(selector ? { networkingInfo: { targetLabels: selector } } : {}),
    resourceVersion: live.resourceVersion,
    ...(health ? { health } : {}),
    createdAt: live.createdAt,
  };
}

function missingNodes(app: ApplicationState, snapshots: Snapshots, namespace: string): TreeNode[] {
  const revision = app.wire.status.sync.revision;
  const targets = revision === undefined ? [] : targetManifests(app, snapshots, revision);
  if (typeof targets === "string") return [];
  return targets
    .filter((target) => !app.live[objectKey(target)])
    .map((target) => {
      const { group, version, kind, name } = identityOf(target);
      return { ...(group ? { group } : {}), version, kind, namespace, name, health: { status: "Missing" as const } };
    });
}

function jobNodes(app: ApplicationState, namespace: string): TreeNode[] {
  return app.jobs.map((job) => ({
    group: "batch",
    version: "v1",
    kind: "Job",
    namespace,
    name: job.name,
    uid: job.uid,
    resourceVersion: job.resourceVersion,
    health: jobHealth(job),
    createdAt: job.createdAt,
  }));
}

function countScheduled(app: ApplicationState): number {
  return app.pods.filter((pod) => pod.node && pod.owner.kind === "ReplicaSet").length;
}

function host(world: World, app: ApplicationState): JsonObject[] {
  if (!app.pods.some((pod) => pod.node)) return [];
  const own = countScheduled(app);
  const neighbours = Object.values(world.applications).reduce((sum, other) => sum + countScheduled(other), 0) - own;
  const info = (resourceName: string, each: number, capacity: number) => ({
    resourceName,
    ...(own > 0 ? { requestedByApp: own * each } : {}),
    ...(neighbours > 0 ? { requestedByNeighbors: neighbours * each } : {}),
    capacity,
  });
  return [
    {
      name: "node-a",
      resourcesInfo: [info("cpu", POD_CPU, 32_000), info("memory", POD_MEMORY, 137_438_953_472_000)],
      systemInfo: {
        machineID: "",
        systemUUID: "",
        bootID: "",
        kernelVersion: "6.1",
        osImage: "linux",
        containerRuntimeVersion: "containerd://2.1.0",
        kubeletVersion: "v1.36.1",
        kubeProxyVersion: "v1.36.1",
        operatingSystem: "linux",
        architecture: "amd64",
      },
    },
  ];
}

/** The tree of what is live and of what should be and is not, sorted by group, kind and name (contract, section 4). */
export function buildTree(world: World, app: ApplicationState, snapshots: Snapshots): Tree {
  const namespace = app.wire.spec.destination.namespace ?? "";
  const sets = Object.values(app.workloads).flatMap((workload) =>
    workload.replicaSets.map((set) => setNode(app, workload, set, namespace)),
  );
  const uids = new Map([
    ...sets.map((set): [string, string] => [set.name, set.uid ?? ""]),
    ...app.jobs.map((job): [string, string] => [job.name, job.uid]),
  ]);
  const pods = app.pods.map((pod) => podNode(pod, namespace, uids.get(pod.owner.name) ?? ""));
  const live = Object.values(app.live).map((object) => liveNode(app, object, namespace));
  const nodes = [...live, ...missingNodes(app, snapshots, namespace), ...pods, ...sets, ...jobNodes(app, namespace)];
  const key = (node: TreeNode) => `${node.group ?? ""}/${node.kind}/${node.name}`;
  nodes.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const hosts = host(world, app);
  return { nodes, ...(hosts.length > 0 ? { hosts } : {}) };
}

/** The node with this identity; group and version are only compared when given. */
export function findNode(
  tree: Tree,
  query: { group?: string | undefined; kind: string; namespace?: string | undefined; name: string },
): TreeNode | undefined {
  return tree.nodes.find(
    (node) =>
      node.kind === query.kind &&
      node.name === query.name &&
      (query.group === undefined || (node.group ?? "") === query.group) &&
      (query.namespace === undefined || query.namespace === "" || node.namespace === query.namespace),
  );
}
