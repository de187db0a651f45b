import type { Database } from "@/lib/adapters/db/client";
import type { Prisma } from "@/lib/adapters/db/generated/client";
import type { AuditRecordRow } from "./audit-row";

const ROWS_AT_ONCE = 2_000;

/** `agrees`: the columns that filters use say what the text says. */
type ChainRow = AuditRecordRow & { agrees: boolean };

/** Records in the order of their numbers, up to `last`, some thousands at a time: memory does not grow with the chain. */
export async function* readChain(db: Database, which: Prisma.Sql, last: bigint): AsyncGenerator<ChainRow[]> {
  let after = 0n;
  for (;;) {
    const rows = await db.$queryRaw<ChainRow[]>`
      SELECT seq, at, body, prev, hash,
        at = (said->>'at')::timestamptz AND kind = said->>'kind' AND outcome = said->>'outcome'
          AND (actor, environment, subject)
            IS NOT DISTINCT FROM (said->'actor'->>'id', said->>'environment', said->>'subject') AS agrees
      FROM audit_record CROSS JOIN LATERAL (SELECT body::jsonb AS said) AS it
      WHERE seq > ${after} AND seq <= ${last} AND ${which} ORDER BY seq LIMIT ${ROWS_AT_ONCE}`;
    if (rows.length > 0) yield rows;
    const next = rows.at(-1)?.seq;
    if (next === undefined || rows.length < ROWS_AT_ONCE) return;
    after = next;
  }
}
