import type { Actor } from "@/lib/auth/actor";
import { type ManifestFacts, manifestFacts } from "@/lib/domain/manifest-facts";
import type { InsideNode } from "@/lib/domain/observed-inside";
import { forestOf } from "@/lib/domain/resource-forest";
import { type ResourceName, resourceKey } from "@/lib/domain/resource-key";
import type { SeenResource } from "@/lib/domain/resource-row";
import type { ResourceDetails, ResourceEvent, ResourceLink } from "@/lib/http/contracts/resources";
import type { ArgoCdInside, Outcome } from "@/lib/ports";
import { argocdAddress } from "./argocd-address";
import { type AskedApplication, type InsideDeps, rowNamed, type SeenTree, seenTree } from "./inside-tree";

const MOST_LINKS = 50;
const MOST_EVENTS = 200;

export type AskedResource = AskedApplication & { resource: ResourceName };
/** The parts that may fail while the rest stands are still outcomes. */
export type LookedAtResource = Omit<ResourceDetails, "facts" | "events"> & {
  facts: Outcome<ManifestFacts>;
  events: Outcome<ResourceEvent[]>;
};

/** One resource of an Application: how it stands, what it belongs to, what its manifest and its events tell. */
export async function insideResource(
  actor: Actor,
  deps: InsideDeps,
  asked: AskedResource,
): Promise<Outcome<LookedAtResource> | null> {
  const seen = await seenTree(actor, deps, asked);
  if (!seen?.ok) return seen;
  const { application, inside, rows, tree, at } = seen.value;
  const row = rowNamed(rows, asked.resource);
  if (!row) return { ok: false, failure: { kind: "not-found", status: null, detail: "" } };
  const node = tree.nodes.find((one) => resourceKey(one) === row.key);
  const { name: applicationName } = application.ref;
  const [facts, events] = await Promise.all([factsOf(seen.value, row, node), eventsOf(seen.value, node)]);
  return {
    ok: true,
    value: {
      application: applicationName,
      at: at.toISOString(),
      row: { ...row, application: applicationName },
      ...linksOf(row, seen.value),
      urls: node?.urls ?? [],
      argocd: nodeAddress(inside, seen.value, row),
      facts,
      events,
    },
  };
}

const NO_FACTS: ManifestFacts = { conditions: [], containers: [], labels: [] };

async function factsOf(
  { inside, application }: SeenTree,
  row: SeenResource,
  node: InsideNode | undefined,
): Promise<Outcome<ManifestFacts>> {
  if (!node || row.health === "Missing") return { ok: true, value: NO_FACTS };
  const manifest = await inside.manifest(application.ref, row);
  return manifest.ok ? { ok: true, value: manifestFacts(manifest.value.value) } : manifest;
}

async function eventsOf(
  { inside, application }: SeenTree,
  node: InsideNode | undefined,
): Promise<Outcome<ResourceEvent[]>> {
  if (!node) return { ok: true, value: [] };
  const events = await inside.events(application.ref, node);
  if (!events.ok) return events;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const shown = events.value.value.slice(0, MOST_EVENTS);
  return { ok: true, value: shown.map((one) => ({ ...one, firstAt: iso(one.firstAt), lastAt: iso(one.lastAt) })) };
}

function linksOf(row: SeenResource, { rows, tree }: SeenTree) {
  const known = new Map(rows.map((one) => [one.key, one]));
  const owners: ResourceLink[] = [];
  for (let next = known.get(row.parent ?? ""); next && owners.length < MOST_LINKS; next = known.get(next.parent ?? ""))
    owners.unshift(linkOf(next));
  const children = forestOf(rows).children.get(row.key) ?? [];
  const node = tree.nodes.find((one) => resourceKey(one) === row.key);
  const targets = (node?.targets ?? []).flatMap((target) => known.get(resourceKey(target)) ?? []);
  return {
    owners,
    children: children.slice(0, MOST_LINKS).map(linkOf),
    childrenOf: children.length,
    targets: targets.slice(0, MOST_LINKS).map(linkOf),
  };
}

function linkOf({ key, kind, name, tone, words }: SeenResource): ResourceLink {
  return { key, kind, name, tone, words };
}

/** Argo CD's page with this resource open: its parts have no slash, else the address would name another. */
function nodeAddress(inside: ArgoCdInside, { application }: SeenTree, row: SeenResource): string {
  const node = [row.group, row.kind, row.namespace, row.name, "0"].join("/");
  return `${argocdAddress(inside.url, application.ref)}?node=${encodeURIComponent(node)}`;
}
