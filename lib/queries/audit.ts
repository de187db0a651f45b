import { readAuditHead } from "@/lib/adapters/db/audit-head";
import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { policyInForce } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import type { AuditFilter, AuditPage } from "@/lib/http/contracts/audit";
import { readable } from "./audit-rights";
import { type AuditRecordRow, auditRow } from "./audit-row";

const ROWS_A_PAGE = 100;

/** One page of the audit, newest first, of what the actor may read. `before` is the last number of the page before. */
export async function audit(
  actor: Actor,
  { db }: { db: Database },
  input: { filter: AuditFilter; before: bigint | null },
): Promise<AuditPage> {
  const may = readable(actor, (await policyInForce(db))?.pipeline ?? null);
  const older = input.before === null ? Prisma.empty : Prisma.sql`AND seq < ${input.before}`;
  const rows = await db.$queryRaw<AuditRecordRow[]>`
    SELECT seq, at, body, prev, hash FROM audit_record
    WHERE ${may} AND ${matching(input.filter)} ${older}
    ORDER BY seq DESC LIMIT ${ROWS_A_PAGE + 1}`;
  const shown = rows.slice(0, ROWS_A_PAGE);
  return {
    rows: shown.map(auditRow),
    before: rows.length > ROWS_A_PAGE ? String(shown.at(-1)?.seq ?? "") : null,
    head: await readAuditHead(db),
  };
}

/** Where the chain ends now. */
export const auditHead = readAuditHead;

/** The filter as a condition; what it leaves open is left out, so that the index of what it names serves. */
export function matching(filter: AuditFilter): Prisma.Sql {
  const conditions = [
    filter.who && Prisma.sql`actor = ${filter.who}`,
    filter.environment && Prisma.sql`environment = ${filter.environment}`,
    filter.kind && Prisma.sql`kind = ${filter.kind}`,
    filter.outcome && Prisma.sql`outcome = ${filter.outcome}`,
    filter.subject && Prisma.sql`subject = ${filter.subject}`,
    filter.from && Prisma.sql`at >= ${new Date(filter.from)}`,
    filter.to && Prisma.sql`at < ${new Date(filter.to)}`,
    filter.q && Prisma.sql`to_tsvector('simple', body) @@ plainto_tsquery('simple', ${filter.q})`,
  ].filter((condition) => condition instanceof Prisma.Sql);
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}
