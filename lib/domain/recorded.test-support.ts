import { readFileSync } from "node:fs";
import { observedApplication, treeNodes } from "@/lib/adapters/argocd/mapping";
import { wireApplication, wireTree } from "@/lib/adapters/argocd/wire";
import type { ObservedApplication, TreeNode } from "./observed";

export const SERVICES = ["linq-orchestrator", "linq-workcell-manager", "linq-scheduler"];

/** An Application as a real Argo CD answered it; the name is its path below conformance/recordings. */
export function recordedApplication(name: string): ObservedApplication {
  return observedApplication(wireApplication.parse(bodyOf(name)));
}

/** A resource tree as a real Argo CD answered it. */
export function recordedTree(name: string): TreeNode[] {
  return treeNodes(wireTree.parse(bodyOf(name)));
}

function bodyOf(name: string): unknown {
  const exchange = JSON.parse(readFileSync(`conformance/recordings/${name}.json`, "utf8")) as {
    response: { json: unknown };
  };
  return exchange.response.json;
}
