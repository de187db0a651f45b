import type { Database } from "@/lib/adapters/db/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import type { HistoryFilter, QuietRow } from "@/lib/http/contracts/history";
import { applicationName } from "./deployment-rows";

/** So many changes of an environment are looked through at most for a page, and so many rows given. */
const MOST_LOOKED_AT = 20_000;
const MOST_ROWS = 100;
const MOST_MESSAGE = 300;

type Found = {
  applicationId: string;
  what: string;
  failed: boolean;
  by: string;
  times: number;
  from: Date;
  until: Date;
  message: string | null;
};

type Span = { environment: string; after: Date | null; upTo: Date | null; deployedAt: Date[] };

/**
 * Self-heals, partial syncs and dry runs of a stretch of time; the same ones that no deployment parts are one row. None where
 * a service is looked for: they change no version.
 */
export async function quietRows(db: Database, span: Span, filter: HistoryFilter): Promise<QuietRow[]> {
  if (filter.service !== "") return [];
  const ats = [...span.deployedAt].sort((a, b) => a.getTime() - b.getTime());
  const who = `%${filter.who.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db.$queryRaw<Found[]>`
    SELECT application_id AS "applicationId", details->>'kind' AS what, "to" <> 'Succeeded' AS failed,
      COALESCE(details->>'by', '') AS by, count(*)::int AS times, min(at) AS from, max(at) AS until,
      (array_agg(left(details->>'message', ${MOST_MESSAGE}) ORDER BY at DESC, id DESC))[1] AS message
    FROM (
      SELECT * FROM observation WHERE environment = ${span.environment} AND at > ${span.after ?? new Date(0)}
        AND at <= ${span.upTo ?? FAR} ORDER BY at DESC, id DESC LIMIT ${MOST_LOOKED_AT}
    ) AS o
    WHERE kind = 'operation' AND "to" IN ('Succeeded', 'Failed', 'Error')
      AND details->>'kind' IN ('self-heal', 'partial-sync', 'dry-run')
      AND (${filter.only} = 'all' OR "to" <> 'Succeeded') AND COALESCE(details->>'by', '') ILIKE ${who}
    GROUP BY application_id, what, failed, 4, width_bucket(at, ${ats}::timestamptz[])
    ORDER BY until DESC LIMIT ${MOST_ROWS}`;
  return rows.map((row) => ({
    kind: "quiet",
    id: `${row.applicationId}~${row.what}~${row.by}~${row.failed}~${row.from.toISOString()}`,
    application: applicationName(row.applicationId),
    what: asWord(row.what, ["self-heal", "partial-sync", "dry-run"] as const, "partial-sync"),
    failed: row.failed,
    by: row.by.slice(0, 200),
    times: row.times,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    message: row.message ?? "",
  }));
}

/** After all that is kept: PostgreSQL's own latest time is beyond what a Date holds. */
const FAR = new Date("9999-12-31T00:00:00Z");
