import type { Database } from "@/lib/adapters/db/client";
import { asList } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import type { ObservedResource } from "@/lib/domain/observed";
import type { ResourceTree } from "@/lib/domain/observed-inside";
import { type ResourceName, resourceKey } from "@/lib/domain/resource-key";
import type { SeenResource } from "@/lib/domain/resource-row";
import { resourceRows } from "@/lib/domain/resource-rows";
import type { TreePage } from "@/lib/http/contracts/resources";
import type { ArgoCdInside, Outcome } from "@/lib/ports";
import { argocdAddress } from "./argocd-address";
import { type InsideApplication, insideApplication } from "./inside-application";

/** More than this no page draws; what fails is among them. */
const MOST_ROWS = 5_000;

export type InsideDeps = { db: Database; insideOf(instance: string): ArgoCdInside | null };
export type AskedApplication = { environment: string; application: string | null };

/** An Application's tree, its rows, and who was asked: what every look into one resource begins with. */
export type SeenTree = {
  application: InsideApplication;
  inside: ArgoCdInside;
  tree: ResourceTree;
  rows: SeenResource[];
  at: Date;
};

/** Everything inside of one Application, failing first; null where there is no such environment. */
export async function insideTree(
  actor: Actor,
  deps: InsideDeps,
  asked: AskedApplication,
): Promise<Outcome<TreePage> | null> {
  const seen = await seenTree(actor, deps, asked);
  if (!seen?.ok) return seen;
  const { application, inside, tree, rows, at } = seen.value;
  const { name } = application.ref;
  return {
    ok: true,
    value: {
      application: name,
      of: rows.length,
      rows: rows.slice(0, MOST_ROWS).map((row) => ({ ...row, application: name })),
      hosts: tree.hosts,
      argocd: argocdAddress(inside.url, application.ref),
      at: at.toISOString(),
    },
  };
}

/** The tree of the Application that is asked for, with how each resource was compared to Git. */
export async function seenTree(
  actor: Actor,
  { db, insideOf }: InsideDeps,
  asked: AskedApplication,
): Promise<Outcome<SeenTree> | null> {
  const found = await insideApplication(actor, { db }, asked);
  if (!found?.ok) return found;
  const application = found.value;
  const inside = insideOf(application.instance);
  if (!inside) return { ok: false, failure: { kind: "misconfigured", status: null, detail: NOT_CONFIGURED } };
  const [answer, compared] = await Promise.all([
    inside.tree(application.ref),
    db.application.findUnique({ where: { id: application.id }, select: { resources: true } }),
  ]);
  if (!answer.ok) return answer;
  const { value: tree, at } = answer.value;
  const rows = resourceRows(tree.nodes, asList<ObservedResource>(compared?.resources ?? []));
  return { ok: true, value: { application, inside, tree, rows, at } };
}

/** The row that is asked for. The projection knows no namespace of a pod: then its name is enough. */
export function rowNamed(rows: readonly SeenResource[], asked: ResourceName): SeenResource | null {
  const key = resourceKey(asked);
  const { group, kind, namespace, name } = asked;
  const alike = (row: SeenResource) => row.name === name && row.kind === kind && row.group === group;
  return rows.find((row) => row.key === key) ?? (namespace === "" ? (rows.find(alike) ?? null) : null);
}

const NOT_CONFIGURED = "Slipway is not set up for this Argo CD any more.";
