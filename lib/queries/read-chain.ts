import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { AuditRecordRow } from "./audit-row";

const ROWS_AT_ONCE = 2_000;

/** A record with the columns that filters use. */
export type ChainRow = AuditRecordRow & {
  kind: string;
  outcome: string;
  actor: string | null;
  environment: string | null;
  subject: string | null;
};

/**
 * Every record that is there, by number and time (a number may have been doubled), some thousands at a time: memory does not
 * grow with the chain. `last` leaves out what was written after the reading began; null reads to the end.
 */
export async function* readChain(db: Database, which: Prisma.Sql, last: bigint | null): AsyncGenerator<ChainRow[]> {
  const end = last === null ? Prisma.empty : Prisma.sql`AND seq <= ${last}`;
  let from = Prisma.empty;
  for (;;) {
    const rows = await db.$queryRaw<ChainRow[]>`
      SELECT seq, at, body, prev, hash, kind, outcome, actor, environment, subject FROM audit_record
      WHERE ${which} ${end} ${from} ORDER BY seq, at LIMIT ${ROWS_AT_ONCE}`;
    if (rows.length > 0) yield rows;
    const next = rows.at(-1);
    if (next === undefined || rows.length < ROWS_AT_ONCE) return;
    from = Prisma.sql`AND (seq, at) > (${next.seq}, ${next.at})`;
  }
}
