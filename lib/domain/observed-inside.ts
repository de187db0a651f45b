/** What Argo CD says about the inside of one Application when somebody looks: tree, manifests, events, log lines. */
import type { TreeNode } from "./observed";

export type ResourceRef = { group: string; version: string; kind: string; namespace: string; name: string };

export type InsideNode = TreeNode & {
  /** In the namespace but of no Application. */
  orphaned: boolean;
  /** Addresses where it can be opened; http and https only. */
  urls: string[];
  /** What its traffic goes to: as a Service to the pods that it selects, an Ingress to its Services. */
  targets: { group: string; kind: string; namespace: string; name: string }[];
};

/** A machine that carries pods. */
export type TreeHost = { name: string; kernel: string; architecture: string };

export type ResourceTree = { nodes: InsideNode[]; hosts: TreeHost[] };

/** One resource, desired and live, each as a JSON document; null where that side has none (contract 5.4). */
export type ManagedResource = {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  hook: boolean;
  /** As Git says, and as the cluster holds it. */
  target: string | null;
  live: string | null;
  /** What to compare: live without what is ignored, and what live would become. */
  normalizedLive: string | null;
  predictedLive: string | null;
};

export type KubernetesEvent = {
  id: string;
  type: "Normal" | "Warning";
  reason: string;
  message: string;
  count: number;
  firstAt: Date | null;
  lastAt: Date | null;
  source: string;
  object: { kind: string; namespace: string; name: string };
};

export type LogLine = {
  at: Date | null;
  pod: string;
  text: string;
  /** Not the program's words: the cluster says why it gives none (contract 13.18). */
  refusal: boolean;
  /** How many lines just before this one were left out, because whoever reads was too slow for them. */
  skipped: number;
};

/** Which lines of one pod's one container are wanted. */
export type LogQuestion = {
  namespace: string;
  pod: string;
  /** Empty: the only one. */
  container: string;
  /** So many of the newest lines, at least one; then what follows. */
  tail: number;
  follow: boolean;
  /** Of the container's instance before this one. */
  previous: boolean;
  since: Date | null;
};
