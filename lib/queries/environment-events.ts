import type { Actor } from "@/lib/auth/actor";
import { foldEvents } from "@/lib/domain/fold-events";
import type { InsideNode, KubernetesEvent } from "@/lib/domain/observed-inside";
import { type ResourceName, resourceKey } from "@/lib/domain/resource-key";
import { type Sight, sightFor } from "@/lib/domain/sight";
import type { ClusterEvent, EventsPage } from "@/lib/http/contracts/events";
import type { Outcome, OutsideFailure } from "@/lib/ports";
import { insideApplication } from "./inside-application";
import { type AskedApplication, type InsideDeps, rowNamed, type SeenTree, seenTree } from "./inside-tree";
import { seen } from "./seen";
import { timelinePage } from "./timeline";

/** So many resources are asked about; each is a question to Argo CD, shared by all who look. */
const MOST_ASKED = 10;
const MOST_EVENTS = 300;
const MOST_MESSAGE = 2_000;
const MOST_NAME = 300;

export type AskedEvents = AskedApplication & { resource: ResourceName | null };

/** What the cluster says of an environment's Application, with why it does not, beside what Slipway kept itself. */
export type LookedAtEvents = Omit<EventsPage, "cluster"> & {
  cluster: Omit<EventsPage["cluster"], "problem"> & { failure: OutsideFailure | null };
};

/** Events of an Application and its unwell resources, or of one resource, with our own history of the same. */
export async function environmentEvents(
  actor: Actor,
  deps: InsideDeps,
  asked: AskedEvents,
): Promise<LookedAtEvents | null> {
  const { environments, sight } = await seen(deps.db, sightFor(actor));
  if (!environments.some(({ environment }) => environment.name === asked.environment)) return null;
  const [own, cluster] = await Promise.all([readOwn(actor, deps, asked, sight), readCluster(actor, deps, asked)]);
  return { ...cluster, ...own };
}

async function readOwn(
  actor: Actor,
  { db }: InsideDeps,
  { environment, application, resource }: AskedEvents,
  sight: Sight,
) {
  const named = application === null ? null : await insideApplication(actor, { db }, { environment, application });
  const question = { kinds: [], env: environment, service: "", who: "", q: resource?.name ?? "", from: "", to: "" };
  const applications = named?.ok ? [named.value.id] : null;
  const page = await timelinePage(db, { ...question, applications, sight }, null);
  return { own: page.entries, moreOwn: page.next !== null };
}

type Cluster = Pick<LookedAtEvents, "application" | "cluster">;

async function readCluster(actor: Actor, deps: InsideDeps, asked: AskedEvents): Promise<Cluster> {
  const seen = await seenTree(actor, deps, asked);
  if (!seen?.ok) return { application: asked.application, cluster: nothing(seen?.failure ?? null) };
  const application = seen.value.application.ref.name;
  const nodes = asked.resource ? nodesNamed(seen.value, asked.resource) : unwell(seen.value);
  if (nodes === null) return { application, cluster: nothing({ kind: "not-found", status: null, detail: "" }) };
  const { inside, application: looked, at } = seen.value;
  const chosen = nodes.slice(0, MOST_ASKED);
  const answers = await Promise.all([
    ...(asked.resource ? [] : [inside.events(looked.ref, null)]),
    ...chosen.map((node) => inside.events(looked.ref, node)),
  ]);
  const events = answers.flatMap((answer) => (answer.ok ? answer.value.value : []));
  return {
    application,
    cluster: {
      events: foldEvents(events.map(cut)).slice(0, MOST_EVENTS).map(told),
      failure: firstFailure(answers),
      at: answers.some((answer) => answer.ok) ? at.toISOString() : null,
      asked: chosen.length,
      unwell: nodes.length,
    },
  };
}

function nothing(failure: OutsideFailure | null): LookedAtEvents["cluster"] {
  return { events: [], failure, at: null, asked: 0, unwell: 0 };
}

function nodesNamed({ rows, tree }: SeenTree, resource: ResourceName): InsideNode[] | null {
  const row = rowNamed(rows, resource);
  const node = row && tree.nodes.find((one) => resourceKey(one) === row.key);
  return node ? [node] : null;
}

/** What fails or moves, as the rows are sorted: the worst first, a pod before what made it. */
function unwell({ rows, tree }: SeenTree): InsideNode[] {
  const nodes = new Map(tree.nodes.map((node) => [resourceKey(node), node]));
  const suspects = rows.filter((row) => row.tone === "failing" || row.tone === "moving" || row.health === "Unknown");
  return suspects.flatMap((row) => nodes.get(row.key) ?? []);
}

/** A resource that has gone meanwhile has no events, and that is no failure. */
function firstFailure(answers: readonly Outcome<unknown>[]): OutsideFailure | null {
  for (const answer of answers) if (!answer.ok && answer.failure.kind !== "not-found") return answer.failure;
  return null;
}

/** Before anything is done with them: a name or a message may be of any length. */
function cut(event: KubernetesEvent): KubernetesEvent {
  const { kind, namespace, name } = event.object;
  return {
    ...event,
    id: event.id.slice(0, MOST_NAME),
    reason: event.reason.slice(0, MOST_NAME),
    message: event.message.slice(0, MOST_MESSAGE),
    source: event.source.slice(0, MOST_NAME),
    object: {
      kind: kind.slice(0, MOST_NAME),
      namespace: namespace.slice(0, MOST_NAME),
      name: name.slice(0, MOST_NAME),
    },
  };
}

function told({ type, firstAt, lastAt, ...event }: KubernetesEvent): ClusterEvent {
  return {
    ...event,
    warning: type === "Warning",
    firstAt: firstAt?.toISOString() ?? null,
    lastAt: lastAt?.toISOString() ?? null,
  };
}
