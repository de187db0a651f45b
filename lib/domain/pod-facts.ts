import type { TreeNode } from "./observed";
import { failureWords } from "./pod-reason";

/** What Argo CD's tree tells of one pod: it stands in the node's `info` (contract section 4). */
export function reasonOf(pod: TreeNode): string {
  return infoOf(pod, "Status Reason");
}

/** The machine that carries it; null until one is found. */
export function machineOf(pod: TreeNode): string | null {
  return infoOf(pod, "Node") || null;
}

export function restartsOf(pod: TreeNode): number {
  const count = Number(infoOf(pod, "Restart Count"));
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}

/** Of how many of its containers how many are ready; null where it is not told. */
export function containersOf(pod: TreeNode): { ready: number; total: number } | null {
  const [, ready, total] = /^(\d{1,4})\/(\d{1,4})$/.exec(infoOf(pod, "Containers")) ?? [];
  return total === undefined ? null : { ready: Number(ready), total: Number(total) };
}

export function isReady(pod: TreeNode): boolean {
  const containers = containersOf(pod);
  if (containers === null) return pod.health === "Healthy";
  return containers.total > 0 && containers.ready === containers.total;
}

/** As soon as its own node is Degraded, long before the Application is (contract 13.2). */
export function isFailing(pod: TreeNode): boolean {
  return pod.health === "Degraded" || failureWords(reasonOf(pod)) !== null;
}

/** Ran to its end as it should. */
export function isCompleted(pod: TreeNode): boolean {
  const reason = reasonOf(pod);
  return pod.health === "Healthy" && (reason === "Completed" || reason === "Succeeded");
}

function infoOf(pod: TreeNode, name: string): string {
  return pod.info.find((item) => item.name === name)?.value ?? "";
}
