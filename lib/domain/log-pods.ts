import { belongs, isDone } from "./failing-pods";
import type { InsideNode } from "./observed-inside";
import { isFailing, reasonOf } from "./pod-facts";
import { degradedWords, hasEnded } from "./pod-reason";

/** So many pods' logs are read at once, as Argo CD itself allows (decisions.md 23). */
export const MOST_PODS = 10;

type Service = { name: string; image: string | null };

export type LogPod = {
  name: string;
  namespace: string;
  /** Null: of no service that the policy names, as a migration's pod. */
  service: string | null;
  state: "failing" | "running" | "ended";
  words: string;
  createdAt: Date | null;
  /** What made it: pods of one owner have the same containers. */
  owner: string;
  /** Null: not told. */
  containers: number | null;
};

export type ChosenPods = {
  all: readonly LogPod[];
  read: LogPod[];
  leftOut: LogPod[];
  /** Asked for by name and not there, or not any more. */
  gone: string[];
};

const STATES = ["failing", "running", "ended"] satisfies LogPod["state"][];

/** The pods of an Application that may have a log: failing ones first, then those that run, the newest first. */
export function logPods(nodes: readonly InsideNode[], services: readonly Service[]): LogPod[] {
  const pods = nodes.filter((node) => node.kind === "Pod" && node.group === "" && !node.orphaned);
  return pods.map((node) => podOf(node, services)).sort(byConcern);
}

/**
 * Which of them are read: those that are named, else those of the service, else all; never more than `most`. Those that
 * have ended are read when they are named, or where nothing else is.
 */
export function choosePods(
  pods: readonly LogPod[],
  asked: { service: string | null; pods: readonly string[] },
  most = MOST_PODS,
): ChosenPods {
  const fit =
    asked.pods.length > 0 ? pods.filter((pod) => asked.pods.includes(pod.name)) : ofService(pods, asked.service);
  const gone = asked.pods.filter((name) => !pods.some((pod) => pod.name === name));
  return { all: pods, read: fit.slice(0, most), leftOut: fit.slice(most), gone };
}

function ofService(pods: readonly LogPod[], service: string | null): LogPod[] {
  const own = pods.filter((pod) => service === null || pod.service === service);
  const alive = own.filter((pod) => pod.state !== "ended");
  return alive.length > 0 ? alive : own;
}

function podOf(node: InsideNode, services: readonly Service[]): LogPod {
  const names = services.map((service) => service.name);
  const reason = reasonOf(node);
  const done = isDone(node);
  const state = isFailing(node) ? "failing" : reason === "Completed" || hasEnded(reason) ? "ended" : "running";
  const owner = node.parents[0];
  return {
    name: node.name,
    namespace: node.namespace,
    service: done ? null : (services.find((service) => belongs(node, service, names))?.name ?? null),
    state,
    words: state === "failing" ? degradedWords(reason) : reason || "Running",
    createdAt: node.createdAt,
    owner: owner ? `${owner.kind}/${owner.name}` : `Pod/${node.name}`,
    containers: containerCount(node),
  };
}

function containerCount(node: InsideNode): number | null {
  const total = node.info.find((item) => item.name === "Containers")?.value.split("/")[1];
  return total !== undefined && /^\d{1,3}$/.test(total) ? Number(total) : null;
}

function byConcern(a: LogPod, b: LogPod): number {
  const concern = STATES.indexOf(a.state) - STATES.indexOf(b.state);
  if (concern !== 0) return concern;
  const newer = (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0);
  return newer !== 0 ? newer : a.name < b.name ? -1 : 1;
}
