import type { TreeNode } from "./observed";
import type { PodsOfService } from "./projection";

/** Reasons that a container gives while it can still become well by itself. */
const STARTING = new Set([
  "Running",
  "Pending",
  "ContainerCreating",
  "PodInitializing",
  "Succeeded",
  "Completed",
  "Terminating",
  "",
]);

const WORDS: Record<string, string> = {
  CrashLoopBackOff: "Crash loop",
  ImagePullBackOff: "Cannot be pulled",
  ErrImagePull: "Cannot be pulled",
  InvalidImageName: "Image name is not valid",
  OOMKilled: "Out of memory",
  CreateContainerConfigError: "Configuration missing",
  CreateContainerError: "Cannot be created",
  RunContainerError: "Cannot be started",
  Error: "Crashed",
  Evicted: "Evicted",
  Unschedulable: "No room to run",
};

/**
 * What the pods of one service say, by the images they carry (only Pod nodes do: contract 13.3). Finished hook pods do
 * not count. A pod is failing as soon as its own node is Degraded, long before the application is (13.2).
 */
export function podsOfService(
  nodes: readonly TreeNode[],
  service: { name: string; image: string | null },
): PodsOfService {
  const pods = nodes.filter(
    (node) => node.kind === "Pod" && node.group === "" && !isHookPod(node) && belongs(node, service),
  );
  const failing = pods.filter(isFailing);
  const serving = pods.filter((pod) => isReady(pod) && !isFailing(pod));
  const versions = (some: TreeNode[]) => unique(byAge(some).flatMap((pod) => versionOf(pod, service) ?? []));
  return {
    running: versions(pods),
    ready: pods.length === 0 ? null : { ready: serving.length, total: pods.length },
    failing: byAge(failing).map((pod) => ({
      pod: pod.name,
      version: versionOf(pod, service),
      reason: reasonWords(infoOf(pod, "Status Reason")),
      message: pod.healthMessage,
      restarts: Number(infoOf(pod, "Restart Count")) || 0,
      since: (pod.createdAt ?? new Date(0)).toISOString(),
    })),
    stillServes: failing.length === 0 ? null : stillServing(pods, serving, failing, service),
  };
}

function stillServing(
  pods: TreeNode[],
  serving: TreeNode[],
  failing: TreeNode[],
  service: { name: string; image: string | null },
): PodsOfService["stillServes"] {
  const bad = new Set(failing.map((pod) => versionOf(pod, service)));
  const [other] = serving.flatMap((pod) => versionOf(pod, service) ?? []).filter((version) => !bad.has(version));
  const version = other ?? serving.flatMap((pod) => versionOf(pod, service) ?? [])[0];
  if (version === undefined) return null;
  const same = (pod: TreeNode) => versionOf(pod, service) === version;
  return { version, ready: serving.filter(same).length, total: pods.filter(same).length };
}

function isHookPod(node: TreeNode): boolean {
  return node.parents.some((parent) => parent.kind === "Job");
}

function belongs(node: TreeNode, service: { name: string; image: string | null }): boolean {
  if (service.image === null) return true;
  return node.images.some((image) => repositoryOf(image) === service.image);
}

/** The image without tag or digest; a registry's port is no tag. */
export function repositoryOf(image: string): string {
  const bare = image.split("@")[0] ?? image;
  const colon = bare.lastIndexOf(":");
  return colon > bare.lastIndexOf("/") ? bare.slice(0, colon) : bare;
}

export function tagOf(image: string): string | null {
  const bare = image.split("@")[0] ?? image;
  const colon = bare.lastIndexOf(":");
  return colon > bare.lastIndexOf("/") ? bare.slice(colon + 1) : null;
}

function versionOf(pod: TreeNode, service: { image: string | null }): string | null {
  const image =
    service.image === null ? pod.images[0] : pod.images.find((name) => repositoryOf(name) === service.image);
  return image === undefined ? null : tagOf(image);
}

function isFailing(pod: TreeNode): boolean {
  const reason = infoOf(pod, "Status Reason");
  return pod.health === "Degraded" || (!STARTING.has(reason) && reason in WORDS);
}

function isReady(pod: TreeNode): boolean {
  const [ready, total] = infoOf(pod, "Containers").split("/");
  if (total === undefined) return pod.health === "Healthy";
  return ready === total && total !== "0";
}

function infoOf(pod: TreeNode, name: string): string {
  return pod.info.find((item) => item.name === name)?.value ?? "";
}

function reasonWords(reason: string): string {
  return WORDS[reason] ?? (reason || "Failing");
}

function byAge(pods: TreeNode[]): TreeNode[] {
  return [...pods].sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
}

function unique(versions: string[]): string[] {
  return [...new Set(versions)];
}
