import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { HistoryFilter } from "@/lib/http/contracts/history";

export const ROWS_A_PAGE = 30;
/** A filter looks through so many at once: what is rare must not cost a walk through a million. */
const MOST_LOOKED_AT = 5_000;

type Place = { id: string; at: Date };
export type FoundDeployments = {
  /** The place before which the page begins; null for the newest. */
  begin: Place | null;
  found: Place[];
  older: string | null;
  lookedBackTo: Date | null;
};

/** One page of an environment's deployments, newest first: those before a place, never a count or an offset. */
export async function findDeployments(
  db: Database,
  environment: string,
  filter: HistoryFilter,
): Promise<FoundDeployments> {
  const begin = filter.before === "" ? null : await placeOf(db, environment, filter.before);
  const from = begin ? Prisma.sql`AND (d.at, d.id) < (${begin.at}, ${begin.id})` : Prisma.empty;
  const isFiltered = filter.only !== "all" || filter.service !== "" || filter.who !== "";
  const most = isFiltered ? MOST_LOOKED_AT : ROWS_A_PAGE + 1;
  const found = await db.$queryRaw<Place[]>`
    SELECT d.id, d.at FROM (
      SELECT * FROM deployment d WHERE d.environment = ${environment} ${from} ORDER BY d.at DESC, d.id DESC LIMIT ${most}
    ) AS d
    WHERE ${conditions(filter)} ORDER BY d.at DESC, d.id DESC LIMIT ${ROWS_A_PAGE + 1}`;
  if (found.length > ROWS_A_PAGE) {
    const page = found.slice(0, ROWS_A_PAGE);
    return { begin, found: page, older: page.at(-1)?.id ?? null, lookedBackTo: null };
  }
  const last = isFiltered ? await lastLookedAt(db, environment, from) : null;
  return { begin, found, older: last?.id ?? null, lookedBackTo: last?.at ?? null };
}

async function placeOf(db: Database, environment: string, id: string): Promise<Place | null> {
  return db.deployment.findFirst({ where: { id, environment }, select: { id: true, at: true } });
}

/** The last of those that a filter looked at; null when it came to the end. */
async function lastLookedAt(db: Database, environment: string, from: Prisma.Sql): Promise<Place | null> {
  const rows = await db.$queryRaw<Place[]>`
    SELECT d.id, d.at FROM deployment d WHERE d.environment = ${environment} ${from} ORDER BY d.at DESC, d.id DESC
    OFFSET ${MOST_LOOKED_AT - 1} LIMIT 2`;
  return rows.length > 1 ? (rows[0] ?? null) : null;
}

function conditions({ only, service, who }: HistoryFilter): Prisma.Sql {
  const part = `%${who.replace(/[\\%_]/g, "\\$&")}%`;
  const all = [
    only === "failed" ? Prisma.sql`d.outcome = 'failed'` : null,
    who === ""
      ? null
      : Prisma.sql`(d.by ILIKE ${part} OR EXISTS (SELECT FROM commit c WHERE c.sha = d.revision AND c.author ILIKE ${part}))`,
    // What was never read differs in nothing.
    service === ""
      ? null
      : Prisma.sql`d.versions <> '{}'::jsonb AND EXISTS (
          SELECT FROM (
            SELECT b.versions FROM deployment b WHERE b.application_id = d.application_id AND b.outcome = 'succeeded'
              AND (b.at, b.id) < (d.at, d.id) ORDER BY b.at DESC, b.id DESC LIMIT 1
          ) AS b WHERE b.versions <> '{}'::jsonb AND b.versions->>${service} IS DISTINCT FROM d.versions->>${service})`,
  ].filter((one) => one !== null);
  return all.length === 0 ? Prisma.sql`TRUE` : Prisma.join(all, " AND ");
}
