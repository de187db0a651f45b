import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { sightFor } from "@/lib/domain/sight";
import type { HistoryFilter, HistoryPage } from "@/lib/http/contracts/history";
import { compareDeployments } from "./compare-deployments";
import { openDeployment } from "./deployment-detail";
import { deploymentRows } from "./deployment-rows";
import { findDeployments } from "./find-deployments";
import { quietRows } from "./quiet-rows";
import { seen } from "./seen";

/**
 * One page of an environment's history, newest first: its deployments, and between them what deployed nothing; with them
 * the deployment that is opened and the two that are compared, on this page or not.
 */
export async function environmentHistory(
  actor: Actor,
  { db }: { db: Database },
  { name: environment, filter }: { name: string; filter: HistoryFilter },
): Promise<HistoryPage | null> {
  const { environments, sight } = await seen(db, sightFor(actor));
  if (!environments.some((one) => one.environment.name === environment)) return null;
  const { begin, found, older, lookedBackTo } = await findDeployments(db, environment, filter);
  const end = lookedBackTo ?? (older === null ? null : (found.at(-1)?.at ?? null));
  const [deployments, quiet, opened, compared] = await Promise.all([
    deploymentRows(
      db,
      found.map(({ id }) => id),
    ),
    quietRows(db, { environment, after: end, upTo: begin?.at ?? null, deployedAt: found.map(({ at }) => at) }, filter),
    openDeployment(db, environment, filter.deployment, sight),
    compareDeployments(db, environment, filter, sight),
  ]);
  const times = new Map([
    ...deployments.map(({ row }) => [row.id, row.at] as const),
    ...quiet.map((row) => [row.id, row.until] as const),
  ]);
  const timeOf = ({ id }: { id: string }) => times.get(id) ?? "";
  return {
    filter,
    rows: [...deployments.map(({ row }) => row), ...quiet].sort((a, b) =>
      timeOf(a) < timeOf(b) ? 1 : timeOf(a) > timeOf(b) ? -1 : 0,
    ),
    older,
    lookedBackTo: lookedBackTo?.toISOString() ?? null,
    opened,
    compared,
  };
}
