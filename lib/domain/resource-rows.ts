import { repositoryOf, tagOf } from "./image-name";
import type { ObservedResource } from "./observed";
import type { InsideNode } from "./observed-inside";
import { isCompleted, isFailing, machineOf, restartsOf } from "./pod-facts";
import { podMessage } from "./pod-message";
import { resourceKey } from "./resource-key";
import { parentsOf } from "./resource-parents";
import { compareResources, isPod, type SeenResource } from "./resource-row";
import { resourceTone } from "./resource-tone";
import { comparedWords, resourceWords } from "./resource-words";
import type { Tone } from "./status";

/** Real chains of owners have four or five. */
const MOST_LEVELS = 50;

/**
 * Every resource of one Application, failing first: what the tree says of each, with how it was compared to Git. What was
 * compared and is not in the tree stands there too.
 */
export function resourceRows(nodes: readonly InsideNode[], managed: readonly ObservedResource[]): SeenResource[] {
  const unique = new Map(nodes.map((node) => [resourceKey(node), node]));
  const compared = new Map(managed.map((resource) => [resourceKey(resource), resource]));
  const parents = parentsOf([...unique.values()]);
  const pods = podsBelow(unique, parents);
  const rows = [...unique].map(([key, node]) =>
    treeRow(node, { key, parent: parents.get(key) ?? null, of: compared.get(key), pods: pods.get(key) ?? [] }),
  );
  const rest = [...compared].filter(([key]) => !unique.has(key)).map(([, resource]) => comparedRow(resource));
  return [...rows, ...rest].sort(compareResources);
}

/** A resource as it was compared to Git, where its tree is not known. */
export function comparedRow(resource: ObservedResource): SeenResource {
  const { group, version, kind, namespace, name, sync, health, hook, requiresPruning } = resource;
  return {
    ...{ group, version, kind, namespace, name, sync, health, hook, requiresPruning },
    key: resourceKey(resource),
    parent: null,
    tone: resourceTone(resource),
    words: comparedWords(health, resource),
    message: resource.healthMessage,
    orphaned: false,
    images: [],
    versions: [],
    restarts: 0,
    node: null,
    createdAt: null,
    ended: false,
  };
}

type Beside = { key: string; parent: string | null; of: ObservedResource | undefined; pods: readonly InsideNode[] };

function treeRow(node: InsideNode, { key, parent, of, pods }: Beside): SeenResource {
  const { group, version, kind, namespace, name, health, images, orphaned } = node;
  const managed = { sync: of?.sync ?? null, hook: of?.hook ?? false, requiresPruning: of?.requiresPruning ?? false };
  const pod = isPod(node);
  return {
    ...{ group, version, kind, namespace, name, health, images, orphaned },
    ...managed,
    key,
    parent,
    tone: toneOf(node, managed),
    words: resourceWords(node, of === undefined ? null : managed, pods),
    message: pod ? podMessage(node.healthMessage) : node.healthMessage,
    versions: versionsOf(pod ? [node] : pods),
    restarts: pod ? restartsOf(node) : 0,
    node: pod ? machineOf(node) : null,
    createdAt: node.createdAt?.toISOString() ?? null,
    ended: pod ? isCompleted(node) : node.kind === "Job" && node.health === "Healthy",
  };
}

function toneOf(node: InsideNode, managed: Pick<SeenResource, "sync" | "requiresPruning">): Tone {
  if (isPod(node) && isFailing(node)) return "failing";
  if (isPod(node) && isCompleted(node)) return "fine";
  return resourceTone({ health: node.health, ...managed });
}

/** The pods under each resource, over all levels, the oldest first. */
function podsBelow(
  nodes: ReadonlyMap<string, InsideNode>,
  parents: ReadonlyMap<string, string | null>,
): Map<string, InsideNode[]> {
  const below = new Map<string, InsideNode[]>();
  const pods = [...nodes].filter(([, node]) => isPod(node));
  pods.sort(([, a], [, b]) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
  for (const [key, pod] of pods) {
    let above = parents.get(key) ?? null;
    for (let level = 0; above !== null && level < MOST_LEVELS; level++) {
      const known = below.get(above);
      if (known) known.push(pod);
      else below.set(above, [pod]);
      above = parents.get(above) ?? null;
    }
  }
  return below;
}

function versionsOf(pods: readonly InsideNode[]): string[] {
  return [...new Set(pods.flatMap((pod) => tagOf(mainImage(pod)) ?? []))];
}

/** A pod is named after what it is there for; what runs beside that has another name. */
function mainImage({ name, images }: InsideNode): string {
  const own = images.find((image) => name.startsWith(repositoryOf(image).split("/").at(-1) ?? ""));
  return own ?? images[0] ?? "";
}
