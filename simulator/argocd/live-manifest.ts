import { canonical, isJsonObject, type Json, type JsonObject, mergePatch, objectAt } from "./json";
import { managedFields } from "./managed-fields";
import type { SecretMask } from "./masking";
import { identityOf } from "./objects";
import { rolloutCounts } from "./rollout";
import type { ApplicationState, LiveObject, Workload } from "./world";

const CONTAINER_DEFAULTS = {
  imagePullPolicy: "IfNotPresent",
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
};
const POD_DEFAULTS = {
  dnsPolicy: "ClusterFirst",
  restartPolicy: "Always",
  schedulerName: "default-scheduler",
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};
const PROBE_DEFAULTS = { httpGet: { scheme: "HTTP" }, periodSeconds: 10, successThreshold: 1 };

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function withDefaults(value: Json, defaults: Json): JsonObject {
  return objectAt({ it: mergePatch(defaults, value) }, "it");
}

function completeContainer(container: Json): JsonObject {
  const given = isJsonObject(container) ? container : {};
  const probes: JsonObject = {};
  for (const probe of ["livenessProbe", "readinessProbe"])
    if (given[probe]) probes[probe] = withDefaults(given[probe], PROBE_DEFAULTS);
  const ports = list(given.ports).map((port) => withDefaults(port, { protocol: "TCP" }));
  return { ...CONTAINER_DEFAULTS, ...given, ...probes, ...(ports.length > 0 ? { ports } : {}) };
}

/** A pod's spec with what the API server fills in. */
export function completePodSpec(spec: JsonObject): JsonObject {
  const account = spec.serviceAccountName ? { serviceAccount: spec.serviceAccountName } : {};
  return { ...POD_DEFAULTS, ...account, ...spec, containers: list(spec.containers).map(completeContainer) };
}

/** An address that depends on the text alone. */
export function addressOf(network: string, text: string): string {
  let sum = 7;
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) % 64_000;
  return `${network}.${Math.floor(sum / 250)}.${(sum % 250) + 2}`;
}

function completeSpec(manifest: JsonObject): JsonObject {
  const spec = objectAt(manifest, "spec");
  const { name, namespace } = objectAt(manifest, "metadata");
  const address = addressOf("10.96", `${namespace}/${name}`);
  if (manifest.kind === "Service") {
    const ports = list(spec.ports).map((port) => withDefaults(port, { protocol: "TCP" }));
    return {
      internalTrafficPolicy: "Cluster",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      sessionAffinity: "None",
      type: "ClusterIP",
      clusterIP: address,
      clusterIPs: [address],
      ...spec,
      ports,
    };
  }
  const template = objectAt(spec, "template");
  const strategy = { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" }, type: "RollingUpdate" };
  return {
    progressDeadlineSeconds: 600,
    strategy,
    ...spec,
    template: { ...template, spec: completePodSpec(objectAt(template, "spec")) },
  };
}

function deploymentStatus(app: ApplicationState, workload: Workload, live: LiveObject): JsonObject {
  const counts = rolloutCounts(app, workload);
  const set = workload.replicaSets.find((candidate) => candidate.revision === workload.revision);
  const at = live.createdAt;
  const enough = counts.available >= counts.desired - Math.floor(counts.desired * 0.25);
  const available = enough
    ? { message: "Deployment has minimum availability.", reason: "MinimumReplicasAvailable", status: "True" }
    : {
        message: "Deployment does not have minimum availability.",
        reason: "MinimumReplicasUnavailable",
        status: "False",
      };
  const name = `ReplicaSet "${set?.name ?? ""}"`;
  const done = { message: `${name} has successfully progressed.`, reason: "NewReplicaSetAvailable", status: "True" };
  const moving = { message: `${name} is progressing.`, reason: "ReplicaSetUpdated", status: "True" };
  const late = { message: `${name} has timed out progressing.`, reason: "ProgressDeadlineExceeded", status: "False" };
  const progress = workload.deadlineExceeded ? late : workload.progressedAt === null ? done : moving;
  const times = { lastTransitionTime: at, lastUpdateTime: at };
  const unavailable = counts.total - counts.available;
  return {
    ...(counts.available > 0 ? { availableReplicas: counts.available, readyReplicas: counts.available } : {}),
    conditions: [
      { ...times, ...available, type: "Available" },
      { ...times, ...progress, type: "Progressing" },
    ],
    observedGeneration: live.generation,
    replicas: counts.total,
    terminatingReplicas: app.pods.filter(
      (pod) => pod.reason === "Terminating" && pod.owner.name.startsWith(workload.name),
    ).length,
    updatedReplicas: counts.updated,
    ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
  };
}

/** The object as the API server would return it. `normalized` leaves out what comparisons ignore. */
export function liveManifest(
  app: ApplicationState,
  live: LiveObject,
  mask: SecretMask,
  options: { normalized: boolean; content?: JsonObject },
): JsonObject {
  const manifest = mask.apply(options.content ?? live.manifest);
  const { kind, name } = identityOf(live.manifest);
  const workload = kind === "Deployment" ? app.workloads[name] : undefined;
  const newline = kind === "Secret" ? "" : "\n";
  const annotations: JsonObject = {
    ...objectAt(manifest, "metadata", "annotations"),
    ...(workload ? { "deployment.kubernetes.io/revision": String(workload.revision) } : {}),
    "kubectl.kubernetes.io/last-applied-configuration": `${canonical(mask.apply(live.lastApplied))}${newline}`,
  };
  const hasSpec = kind === "Deployment" || kind === "Service";
  const metadata: JsonObject = {
    ...objectAt(manifest, "metadata"),
    annotations,
    ...(options.normalized ? {} : { creationTimestamp: live.createdAt }),
    ...(kind === "Deployment" ? { generation: live.generation } : {}),
    managedFields: managedFields(live, manifest),
    resourceVersion: live.resourceVersion,
    uid: live.uid,
  };
  const status =
    kind === "Service" ? { loadBalancer: {} } : workload ? deploymentStatus(app, workload, live) : undefined;
  return {
    ...manifest,
    metadata,
    ...(hasSpec ? { spec: completeSpec(manifest) } : {}),
    ...(status && !options.normalized ? { status } : {}),
  };
}
