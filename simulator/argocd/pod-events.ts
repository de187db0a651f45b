import { objectAt } from "./json";
import { podHealth } from "./pods";
import type { KubernetesEvent } from "./wire";
import { type Pod, wholeSeconds } from "./world";

interface Said {
  reason: string;
  message: string;
  type?: "Warning";
  component?: string;
  after: number;
  count?: number;
}

const KEPT_BACK_OFFS = 10;

function said(pod: Pod, namespace: string): Said[] {
  const where = `${pod.name}_${namespace}(${pod.uid})`;
  const list: Said[] = [];
  if (pod.node)
    list.push({
      reason: "Scheduled",
      message: `Successfully assigned ${namespace}/${pod.name} to ${pod.node}`,
      component: "default-scheduler",
      after: 0,
    });
  if (pod.stage >= 2) list.push({ reason: "Pulling", message: `Pulling image "${pod.image}"`, after: 1000 });
  const failedPull = pod.reason === "ErrImagePull" || pod.reason === "ImagePullBackOff";
  if (failedPull) {
    const failed = `Failed to pull image "${pod.image}": not found`;
    list.push({ reason: "Failed", message: failed, type: "Warning", after: 2000 });
    list.push({ reason: "Failed", message: "Error: ErrImagePull", type: "Warning", after: 2000 });
    if (pod.reason === "ImagePullBackOff")
      list.push({ reason: "BackOff", message: podHealth(pod, namespace).message ?? "", after: 4000 });
    return list;
  }
  if (pod.stage < 3) return list;
  list.push({ reason: "Pulled", message: `Successfully pulled image "${pod.image}" in 812ms`, after: 2000 });
  list.push({ reason: "Started", message: `Started container ${pod.container}`, after: 2000 });
  if (pod.reason === "CrashLoopBackOff") {
    const message = `Back-off restarting failed container ${pod.container} in pod ${where}`;
    for (let count = Math.max(1, pod.restarts - KEPT_BACK_OFFS + 1); count <= pod.restarts; count++)
      list.push({ reason: "BackOff", message, type: "Warning", after: 2000 + 6000 * (count - 1), count });
  }
  return list;
}

/** The events that the kubelet and the scheduler have written about a pod, from its state. */
export function podEvents(pod: Pod, namespace: string): KubernetesEvent[] {
  return said(pod, namespace).map(({ reason, message, type, component, after, count }, index) => {
    const at = wholeSeconds(pod.createdMs + after);
    const metadata = {
      name: `${pod.name}.${(index + 1).toString(16).padStart(12, "0")}`,
      namespace,
      uid: `${pod.uid.slice(0, -1)}${index}`,
      resourceVersion: pod.resourceVersion,
      creationTimestamp: at,
    };
    const involvedObject = {
      kind: "Pod",
      namespace,
      name: pod.name,
      uid: pod.uid,
      apiVersion: "v1",
      resourceVersion: pod.resourceVersion,
    };
    const source = objectAt(
      { it: { component: component ?? "kubelet", ...(pod.node ? { host: pod.node } : {}) } },
      "it",
    );
    return {
      metadata,
      involvedObject,
      reason,
      message,
      source,
      firstTimestamp: at,
      lastTimestamp: at,
      count: count ?? 1,
      type: type ?? "Normal",
      eventTime: null,
    };
  });
}
