import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import { attemptThen } from "@/lib/domain/past-moment";
import type { LastDeployment } from "@/lib/http/contracts/overview";

/** What runs at an instant ends soon after it: so many attempts after it are looked at, not all. */
const MOST_LATER = 20;

type Ids = { environment: string; newest: string | null; succeeded: string | null; running: string | null };

/** Of each environment the last attempt as it stood at an instant, and the revision of the last that had succeeded. */
export async function deploymentsThen(
  db: Database,
  environments: readonly string[],
  at: Date,
): Promise<Map<string, { last: LastDeployment; revision: string | null }>> {
  const ids = await db.$queryRaw<Ids[]>`
    SELECT e.name AS environment,
      (SELECT id FROM deployment WHERE environment = e.name AND at <= ${at} ORDER BY at DESC, id DESC LIMIT 1) AS newest,
      (SELECT id FROM deployment WHERE environment = e.name AND at <= ${at} AND outcome = 'succeeded'
        ORDER BY at DESC, id DESC LIMIT 1) AS succeeded,
      (SELECT later.id FROM (
        SELECT id, started_at FROM deployment WHERE environment = e.name AND at > ${at} ORDER BY at, id LIMIT ${MOST_LATER}
      ) AS later WHERE later.started_at <= ${at} ORDER BY later.started_at DESC LIMIT 1) AS running
    FROM unnest(${[...environments]}::text[]) AS e(name)`;
  const wanted = ids.flatMap((row) => [row.newest, row.succeeded, row.running]).filter((id) => id !== null);
  const rows = await db.deployment.findMany({ where: { id: { in: [...new Set(wanted)] } } });
  const rowOf = (id: string | null) => rows.find((row) => row.id === id);
  return new Map(
    ids.map(({ environment, newest, succeeded, running }) => [
      environment,
      {
        last: lastOf(rowOf(running) ?? rowOf(newest), at),
        revision: rowOf(succeeded)?.revision ?? null,
      },
    ]),
  );
}

function lastOf(row: Deployment | undefined, at: Date): LastDeployment {
  if (!row) return null;
  const outcome = asWord(row.outcome, ["succeeded", "failed", "running"] as const, "succeeded");
  const then = attemptThen({ at: row.at, startedAt: row.startedAt, outcome }, at);
  return (
    then && {
      at: then.at.toISOString(),
      by: row.by,
      how: asWord(row.how, ["automatic", "by hand", "rollback"] as const, "by hand"),
      revision: row.revision,
      outcome: then.outcome,
    }
  );
}
