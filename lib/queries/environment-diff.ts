import type { Database } from "@/lib/adapters/db/client";
import { asList, asSync } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { comparisonFault } from "@/lib/domain/comparison-fault";
import type { ManagedResource } from "@/lib/domain/observed-inside";
import type { EnvironmentDiff } from "@/lib/http/contracts/environment-diff";
import type { ArgoCdInside, Outcome } from "@/lib/ports";
import { comparedResource } from "./compared-resources";
import { differencesShown } from "./differences-shown";
import { insideApplication } from "./inside-application";

type Deps = { db: Database; insideOf(instance: string): ArgoCdInside | null };
/** `resource`: that one alone, with all its lines; `q`: part of a kind, a name or a field. */
type Asked = { environment: string; application: string | null; resource: string | null; q: string };

const NOT_CONFIGURED = "Slipway is not set up for this Argo CD any more.";

/**
 * What the cluster holds against what Git says, of one Application; null where there is no such environment. What is known
 * of the comparison is read after Argo CD answered, so that a failed one is never drawn (contract 13.6).
 */
export async function environmentDiff(
  actor: Actor,
  { db, insideOf }: Deps,
  { environment, application, resource, q }: Asked,
): Promise<Outcome<EnvironmentDiff> | null> {
  const found = await insideApplication(actor, { db }, { environment, application, prefer: "out-of-sync" });
  if (!found?.ok) return found;
  const { id, instance, ref } = found.value;
  const inside = insideOf(instance);
  if (!inside) return { ok: false, failure: { kind: "misconfigured", status: null, detail: NOT_CONFIGURED } };
  const answer = await inside.managedResources(ref);
  if (!answer.ok) return answer;
  const { value: resources, at } = answer.value;
  const { sync, conditions, revisions, gitIsAhead, automated } = await factsOf(db, id);
  const fault = comparisonFault({ sync, conditions }, resources);
  const result = fault
    ? ({ state: "not-compared", ...fault } as const)
    : differencesShown(await comparedAll(resources), { standing: { ...revisions, gitIsAhead }, q, resource });
  return { ok: true, value: { application: ref.name, at: at.toISOString(), revisions, automated, result } };
}

async function factsOf(db: Database, id: string) {
  const [row, cells] = await Promise.all([
    db.application.findUnique({
      where: { id },
      select: { sync: true, conditions: true, revision: true, deployedRevision: true, automated: true },
    }),
    db.cell.findMany({ where: { applicationId: id }, select: { state: true }, distinct: ["state"] }),
  ]);
  const states = cells.map(({ state }) => state);
  const automated = row?.automated as { enabled?: boolean; prune?: boolean; selfHeal?: boolean } | undefined;
  const syncs = automated?.enabled === true;
  return {
    sync: asSync(row?.sync ?? "Unknown"),
    conditions: asList<{ type: string; message: string }>(row?.conditions ?? []),
    revisions: { compared: row?.revision ?? null, deployed: row?.deployedRevision ?? null },
    // The worker compared what the two commits hold: a cell changed behind Git says that Git is not ahead.
    gitIsAhead: states.includes("waiting-for-sync") ? true : states.includes("changed-behind-git") ? false : null,
    automated: { syncs, prunes: syncs && automated?.prune === true, heals: syncs && automated?.selfHeal === true },
  };
}

/** One after the other: the work is bounded by the processor, and others want some of it. */
async function comparedAll(resources: readonly ManagedResource[]) {
  const compared = [];
  for (const resource of resources)
    if (!resource.hook) compared.push({ resource, comparison: await comparedResource(resource) });
  return compared;
}
