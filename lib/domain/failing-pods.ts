import { repositoryOf, tagOf } from "./image-name";
import type { TreeNode } from "./observed";
import { isCompleted, isFailing, isReady, reasonOf, restartsOf } from "./pod-facts";
import { podMessage } from "./pod-message";
import { degradedWords, hasEnded } from "./pod-reason";
import type { PodsOfService } from "./projection";
import { ownerOf } from "./service-resources";

type Service = { name: string; image: string | null };

/**
 * What the pods of one service say, by the images they carry (only Pod nodes do: contract 13.3). Hook pods and the remains
 * of evicted ones do not count. A pod is failing as soon as its own node is Degraded, long before the application is (13.2).
 */
export function podsOfService(
  nodes: readonly TreeNode[],
  service: Service,
  services: readonly string[],
): PodsOfService {
  const own = nodes.filter(
    (node) => node.kind === "Pod" && node.group === "" && !isDone(node) && belongs(node, service, services),
  );
  const alive = own.filter((pod) => !hasEnded(reasonOf(pod)));
  const pods = byAge(alive.length > 0 ? alive : own);
  const failing = pods.filter(isFailing);
  const lasting = pods.filter((pod) => reasonOf(pod) !== "Terminating");
  const serving = lasting.filter((pod) => isReady(pod) && !isFailing(pod));
  return {
    running: [...new Set(pods.flatMap((pod) => versionOf(pod, service) ?? []))],
    ready: lasting.length === 0 ? null : { ready: serving.length, total: lasting.length },
    failing: failing.map((pod) => ({
      pod: pod.name,
      version: versionOf(pod, service),
      reason: degradedWords(reasonOf(pod)),
      message: podMessage(pod.healthMessage),
      restarts: restartsOf(pod),
      since: (pod.createdAt ?? new Date(0)).toISOString(),
    })),
    stillServes: failing.length === 0 ? null : stillServing(lasting, serving, failing, service),
  };
}

function stillServing(
  pods: TreeNode[],
  serving: TreeNode[],
  failing: TreeNode[],
  service: Service,
): PodsOfService["stillServes"] {
  const bad = new Set(failing.map((pod) => versionOf(pod, service)));
  const versions = serving.flatMap((pod) => versionOf(pod, service) ?? []);
  const version = versions.find((other) => !bad.has(other)) ?? versions[0];
  if (version === undefined) return null;
  const same = (pod: TreeNode) => versionOf(pod, service) === version;
  return { version, ready: serving.filter(same).length, total: pods.filter(same).length };
}

/** Pods of Jobs, hooks above all, and what else ran to its end as it should. */
export function isDone(node: TreeNode): boolean {
  return node.parents.some((parent) => parent.kind === "Job") || isCompleted(node);
}

/** By image where the policy names it, else by name; alone in its application, a service has all of the pods. */
export function belongs(pod: TreeNode, service: Service, services: readonly string[]): boolean {
  if (service.image !== null) return pod.images.some((image) => repositoryOf(image) === service.image);
  return services.length <= 1 || ownerOf(pod.name, services) === service.name;
}

function versionOf(pod: TreeNode, service: Service): string | null {
  const image =
    service.image === null
      ? (pod.images.find((name) => repositoryOf(name).split("/").at(-1) === service.name) ?? pod.images[0])
      : pod.images.find((name) => repositoryOf(name) === service.image);
  return image === undefined ? null : tagOf(image);
}

function byAge(pods: TreeNode[]): TreeNode[] {
  return [...pods].sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
}
