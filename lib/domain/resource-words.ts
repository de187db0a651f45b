import type { InsideNode } from "./observed-inside";
import { containersOf, isCompleted, isFailing, isReady, reasonOf, restartsOf } from "./pod-facts";
import { degradedWords } from "./pod-reason";
import { isPod } from "./resource-row";
import type { HealthState, SyncState } from "./status";

type Managed = { sync: SyncState | null; hook: boolean; requiresPruning: boolean };

const WORKLOADS = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "ReplicationController"]);
const MOST_REASON = 60;

/** How one resource stands, in words: "Crash loop, 4 restarts", "2 of 3 ready, synced", "Synced, values hidden". */
export function resourceWords(node: InsideNode, managed: Managed | null, pods: readonly InsideNode[]): string {
  const words = [ownWords(node, pods), node.orphaned ? "of no Application" : managedWords(managed), secretWords(node)];
  const text = words.filter((word) => word !== "").join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What is known of a resource without the tree. */
export function comparedWords(health: HealthState | null, managed: Managed): string {
  const text = [health === null ? "" : healthWords(health), managedWords(managed)].filter(Boolean).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ownWords(node: InsideNode, pods: readonly InsideNode[]): string {
  if (isPod(node)) return podWords(node);
  if (node.kind === "Service" && node.group === "") return targetWords(node);
  if (node.health === "Missing") return healthWords("Missing");
  if (WORKLOADS.has(node.kind)) {
    const lasting = pods.filter((pod) => reasonOf(pod) !== "Terminating" && !isCompleted(pod));
    if (lasting.length > 0) return `${lasting.filter(isReady).length} of ${lasting.length} ready`;
    if (node.kind === "ReplicaSet") return "no pods";
  }
  return node.health === null ? "" : healthWords(node.health);
}

function podWords(pod: InsideNode): string {
  const restarts = restartsOf(pod);
  const again = restarts === 0 ? "" : restarts === 1 ? ", 1 restart" : `, ${restarts} restarts`;
  return `${podState(pod)}${again}`;
}

function podState(pod: InsideNode): string {
  const reason = reasonOf(pod);
  if (isFailing(pod)) return degradedWords(reason);
  if (isCompleted(pod)) return "ended well";
  switch (reason) {
    case "Running": {
      const containers = containersOf(pod);
      if (containers === null || isReady(pod)) return "running";
      return `running, ${containers.ready} of ${containers.total} ready`;
    }
    case "Pending":
      return "waiting to start";
    case "ContainerCreating":
    case "PodInitializing":
      return "starting";
    case "Terminating":
      return "ending";
    case "NotReady":
      return "not ready";
    case "":
      return pod.health === null ? "" : healthWords(pod.health);
    default:
      return /^Init:\d+\/\d+$/.test(reason) ? "starting" : reason.slice(0, MOST_REASON);
  }
}

function targetWords({ targets }: InsideNode): string {
  const pods = targets.filter(isPod).length;
  if (pods === 0) return "leads to no pod";
  return pods === 1 ? "leads to 1 pod" : `leads to ${pods} pods`;
}

function healthWords(health: HealthState): string {
  switch (health) {
    case "Healthy":
      return "healthy";
    case "Suspended":
      return "suspended";
    case "Progressing":
      return "moving";
    case "Missing":
      return "not in the cluster";
    case "Degraded":
      return "degraded";
    case "Unknown":
      return "health not known";
  }
}

function managedWords(managed: Managed | null): string {
  if (managed === null) return "";
  if (managed.hook) return "hook";
  if (managed.requiresPruning && managed.sync !== "Unknown") return "not in Git any more";
  switch (managed.sync) {
    case "OutOfSync":
      return "out of sync";
    case "Synced":
      return "synced";
    case "Unknown":
      return "sync not known";
    case null:
      return "";
  }
}

function secretWords({ kind, group }: InsideNode): string {
  return kind === "Secret" && group === "" ? "values hidden" : "";
}
