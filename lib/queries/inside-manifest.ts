import { asList, asSync } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { comparisonFault } from "@/lib/domain/comparison-fault";
import { resourceKey } from "@/lib/domain/resource-key";
import type { SeenResource } from "@/lib/domain/resource-row";
import type { ManifestPage } from "@/lib/http/contracts/resources";
import type { Outcome } from "@/lib/ports";
import type { AskedResource } from "./inside-resource";
import { type InsideDeps, rowNamed, type SeenTree, seenTree } from "./inside-tree";

export type LookedAtManifest = Omit<ManifestPage, "live" | "desired"> & {
  live: Outcome<string | null>;
  desired: Outcome<string | null>;
};

/** A resource as the cluster holds it and as Git wants it. What nobody compares, as pods, Git does not want by name. */
export async function insideManifest(
  actor: Actor,
  deps: InsideDeps,
  asked: AskedResource,
): Promise<Outcome<LookedAtManifest> | null> {
  const seen = await seenTree(actor, deps, asked);
  if (!seen?.ok) return seen;
  const { application, rows, at } = seen.value;
  const row = rowNamed(rows, asked.resource);
  if (!row) return { ok: false, failure: { kind: "not-found", status: null, detail: "" } };
  const [live, desired] = await Promise.all([liveOf(seen.value, row), desiredOf(deps, seen.value, row)]);
  return { ok: true, value: { application: application.ref.name, at: at.toISOString(), live, desired } };
}

async function liveOf({ inside, application, tree }: SeenTree, row: SeenResource): Promise<Outcome<string | null>> {
  const inTree = tree.nodes.some((node) => resourceKey(node) === row.key);
  if (!inTree || row.health === "Missing") return { ok: true, value: null };
  const answer = await inside.manifest(application.ref, row);
  return answer.ok ? { ok: true, value: answer.value.value } : answer;
}

/** After a comparison that failed Argo CD says of everything that Git does not want it (contract 13.6). */
async function desiredOf(
  { db }: InsideDeps,
  { inside, application }: SeenTree,
  row: SeenResource,
): Promise<Outcome<string | null>> {
  const answer = await inside.managedResources(application.ref);
  if (!answer.ok) return answer;
  // Read after Argo CD answered: a comparison that failed meanwhile is not taken for one that worked.
  const known = await db.application.findUnique({
    where: { id: application.id },
    select: { sync: true, conditions: true },
  });
  const conditions = asList<{ type: string; message: string }>(known?.conditions ?? []);
  const fault = comparisonFault({ sync: asSync(known?.sync ?? "Unknown"), conditions }, answer.value.value);
  if (fault) return { ok: false, failure: { kind: "failed", status: null, detail: fault.detail } };
  const managed = answer.value.value.find((one) => resourceKey(one) === row.key);
  return { ok: true, value: managed?.target ?? null };
}
