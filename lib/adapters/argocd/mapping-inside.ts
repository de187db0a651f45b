import type * as z from "zod";
import type { KubernetesEvent, ManagedResource, ResourceTree } from "@/lib/domain/observed-inside";
import { treeNodes } from "./mapping";
import { selectedBy } from "./selected-nodes";
import type { WireEvent, WireInsideNode, wireEventList, wireInsideTree, wireManagedList } from "./wire-inside";

/** The whole tree: what belongs to the Application, then what lies beside it in its namespace, and their machines. */
export function resourceTree(wire: z.output<typeof wireInsideTree>): ResourceTree {
  const all = [
    ...wire.nodes.map((node) => ({ node, orphaned: false })),
    ...wire.orphanedNodes.map((node) => ({ node, orphaned: true })),
  ];
  const selected = selectedBy(all.map(({ node }) => node));
  return {
    nodes: treeNodes({ nodes: all.map(({ node }) => node) }).flatMap((plain, i) => {
      const from = all[i];
      if (!from) return [];
      const { node, orphaned } = from;
      return [{ ...plain, orphaned, urls: urlsOf(node), targets: [...refsOf(node), ...selected(node)].map(thing) }];
    }),
    hosts: wire.hosts.map(({ name, systemInfo }) => ({
      name,
      kernel: systemInfo?.kernelVersion ?? "",
      architecture: systemInfo?.architecture ?? "",
    })),
  };
}

const refsOf = ({ networkingInfo }: WireInsideNode) => networkingInfo?.targetRefs ?? [];

type Thing = ResourceTree["nodes"][number]["targets"][number];
const thing = ({ group, kind, namespace, name }: Thing): Thing => ({ group, kind, namespace, name });

/** Addresses come from annotations and rules, anybody's: only what a browser opens as a page, and that hides nothing. */
function urlsOf({ networkingInfo }: WireInsideNode): string[] {
  const urls = (networkingInfo?.externalURLs ?? []).flatMap((text) => {
    if (!URL.canParse(text)) return [];
    const { protocol, username, password, href } = new URL(text);
    return /^https?:$/.test(protocol) && username === "" && password === "" ? [href] : [];
  });
  return [...new Set(urls)];
}

export function managedResources(wire: z.output<typeof wireManagedList>): ManagedResource[] {
  return wire.items.map(({ targetState, liveState, normalizedLiveState, predictedLiveState, ...item }) => ({
    ...item,
    target: targetState,
    live: liveState,
    normalizedLive: normalizedLiveState,
    predictedLive: predictedLiveState,
  }));
}

/** Newest first; those without a time last. */
export function kubernetesEvents(wire: z.output<typeof wireEventList>): KubernetesEvent[] {
  return wire.items.map(kubernetesEvent).sort((a, b) => (b.lastAt?.getTime() ?? 0) - (a.lastAt?.getTime() ?? 0));
}

function kubernetesEvent(wire: WireEvent, position: number): KubernetesEvent {
  const { metadata, involvedObject, source, series } = wire;
  const created = metadata?.creationTimestamp ?? null;
  const component = source?.component || wire.reportingComponent;
  return {
    id: metadata?.uid || metadata?.name || String(position),
    type: wire.type === "Warning" ? "Warning" : "Normal",
    reason: wire.reason,
    message: wire.message,
    count: Math.max(wire.count, series?.count ?? 0, 1),
    firstAt: wire.firstTimestamp ?? wire.eventTime ?? created,
    lastAt: series?.lastObservedTime ?? wire.lastTimestamp ?? wire.eventTime ?? created,
    source: [component, source?.host].filter(Boolean).join(", "),
    object: {
      kind: involvedObject?.kind ?? "",
      namespace: involvedObject?.namespace ?? "",
      name: involvedObject?.name ?? "",
    },
  };
}
