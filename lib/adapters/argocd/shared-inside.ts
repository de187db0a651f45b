import type { KubernetesEvent, ManagedResource, ResourceTree } from "@/lib/domain/observed-inside";
import type { ApplicationRef, ArgoCdInside, Clock } from "@/lib/ports";
import { createFollowedTrees, type TreeLimits } from "./followed-trees";
import type { InsideClient } from "./inside-client";
import { createKeptAnswers } from "./kept-answers";
import { createLogHub, type LogHubLimits } from "./log-hub";
import { createRefreshOnce } from "./refresh-once";
import { realTiming, type Timing } from "./timing";

export type SharedLimits = {
  tree: TreeLimits;
  logs: LogHubLimits;
  /** How long manifests, differences and events are kept when nothing says that they changed. */
  keepMs: number;
  leastMs: number;
  refreshEveryMs: number;
};
export const SHARED_LIMITS: SharedLimits = {
  tree: {
    aloneMs: 3_000,
    followedMs: 30_000,
    settleMs: 1_000,
    idleMs: 30_000,
    firstRetryMs: 500,
    longestRetryMs: 30_000,
    mostFollowed: 50,
    mostHeld: 4_000_000,
  },
  logs: {
    mostLines: 5_000,
    mostCharacters: 2_000_000,
    followPatienceMs: 2_000,
    readPatienceMs: 30_000,
    mostOfApplication: 40,
    mostOfAll: 100,
  },
  // As long as a page waits until it asks again: a second page then costs nothing.
  keepMs: 10_000,
  leastMs: 1_000,
  refreshEveryMs: 60_000,
};
const MOST_ANSWERS = 200;
/** In characters, which are about as many bytes: the trees, differences, manifests and events of one Argo CD. */
const MOST_OF_TREES = 50_000_000;
const MOST_OF_RESOURCES = 100_000_000;
const MOST_OF_MANIFESTS = 50_000_000;
const MOST_OF_EVENTS = 20_000_000;
/** What an item takes beside its texts, about. */
const ITEM = 400;

/** The inside of one Argo CD's Applications for all who look: its cost does not grow with them. */
export function createSharedInside(
  client: InsideClient,
  { clock, timing = realTiming, limits = SHARED_LIMITS }: { clock: Clock; timing?: Timing; limits?: SharedLimits },
): ArgoCdInside {
  const common = { timing, leastMs: limits.leastMs, mostAnswers: MOST_ANSWERS };
  const trees = createKeptAnswers<ResourceTree>({ ...common, mostSize: MOST_OF_TREES, sizeOf: treeSize });
  const resources = createKeptAnswers<ManagedResource[]>({
    ...common,
    mostSize: MOST_OF_RESOURCES,
    sizeOf: resourcesSize,
  });
  const manifests = createKeptAnswers<string>({
    ...common,
    mostSize: MOST_OF_MANIFESTS,
    sizeOf: (text) => text.length,
  });
  const events = createKeptAnswers<KubernetesEvent[]>({ ...common, mostSize: MOST_OF_EVENTS, sizeOf: eventsSize });
  const knowing = createRefreshOnce(client.refresh, { timing, everyMs: limits.refreshEveryMs });
  const followed = createFollowedTrees({
    timing,
    clock,
    limits: limits.tree,
    kept: trees,
    ask: (ref) => knowing(nameOf(ref), ref, () => client.tree(ref)),
    changes: client.treeChanges,
    onChange: (about) => {
      for (const answers of [resources, manifests, events]) answers.outdate(about);
    },
  });
  const hub = createLogHub({ source: client.logs, limits: limits.logs, timing });
  const question = (about: string, ...rest: unknown[]) => ({
    key: JSON.stringify([about, ...rest]),
    about,
    keepMs: () => limits.keepMs,
  });

  return {
    instance: client.instance,
    url: client.url,
    tree: (ref) => followed.get(nameOf(ref), ref),
    managedResources(ref) {
      const about = nameOf(ref);
      return resources.get(question(about), () => knowing(about, ref, () => client.managedResources(ref)));
    },
    manifest(ref, { group, version, kind, namespace, name }) {
      const about = nameOf(ref);
      const resource = { group, version, kind, namespace, name };
      const asked = question(about, group, version, kind, namespace, name);
      return manifests.get(asked, () => knowing(about, ref, () => client.manifest(ref, resource)));
    },
    events(ref, resource) {
      const about = nameOf(ref);
      const asked = question(about, resource?.namespace, resource?.name, resource?.uid);
      return events.get(asked, () => knowing(about, ref, () => client.events(ref, resource)));
    },
    logs: (ref, asked, signal) => hub.read(nameOf(ref), ref, asked, signal),
  };
}

/** Who is asked about: with the project, because Argo CD answers otherwise for another one. */
function nameOf({ namespace, name, project }: ApplicationRef): string {
  return JSON.stringify([namespace, name, project]);
}

function treeSize({ nodes }: ResourceTree): number {
  return nodes.reduce((sum, node) => sum + ITEM + node.healthMessage.length + node.images.join().length, 0);
}

function resourcesSize(items: ManagedResource[]): number {
  return items.reduce(
    (sum, { target, live, normalizedLive, predictedLive }) =>
      sum + [target, live, normalizedLive, predictedLive].reduce((all, text) => all + (text?.length ?? 0), ITEM),
    0,
  );
}

function eventsSize(events: KubernetesEvent[]): number {
  return events.reduce((sum, event) => sum + ITEM + event.message.length, 0);
}
