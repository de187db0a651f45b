import type { Database } from "@/lib/adapters/db/client";
import type { CellPast } from "@/lib/adapters/db/generated/client";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { Sight } from "@/lib/domain/sight";

/** The rules that were in force at an instant; null before the first. */
export async function policyThen(db: Database, at: Date): Promise<Pipeline | null> {
  const row = await db.policyReading.findFirst({
    where: { inForce: true, inForceAt: { lte: at } },
    orderBy: { id: "desc" },
    select: { pipeline: true },
  });
  return row?.pipeline ? (row.pipeline as unknown as Pipeline) : null;
}

export type CellKey = { environment: string; service: string; at: Date };
export type CellThen = CellKey & { tone: string; sync: string; health: string };

/**
 * The cells of these environments as they were: the services by steps through the index, and of each the last row before
 * the instant, so that it costs the same however long the history is.
 */
export function cellsThen(db: Database, environments: readonly string[], at: Date): Promise<CellThen[]> {
  return db.$queryRaw<CellThen[]>`
    SELECT e.name AS environment, s.service, f.at, f.tone, f.sync, f.health FROM unnest(${[...environments]}::text[]) AS e(name)
    CROSS JOIN LATERAL (
      WITH RECURSIVE own AS (
        (SELECT service FROM cell_past WHERE environment = e.name ORDER BY service LIMIT 1)
        UNION ALL
        SELECT (SELECT c.service FROM cell_past c WHERE c.environment = e.name AND c.service > own.service ORDER BY c.service LIMIT 1)
        FROM own WHERE own.service IS NOT NULL
      )
      SELECT service FROM own WHERE service IS NOT NULL
    ) AS s
    CROSS JOIN LATERAL (
      SELECT * FROM cell_past c WHERE c.environment = e.name AND c.service = s.service AND c.at <= ${at} ORDER BY c.at DESC LIMIT 1
    ) AS f
    WHERE NOT f.gone`;
}

/** The whole rows of cells that were found: each by its key, never by a walk that the many keys might seem to be worth. */
export function wholeCells(db: Database, keys: readonly CellKey[]): Promise<CellPast[]> {
  return db.$queryRaw<CellPast[]>`
    SELECT c.environment, c.service, c.at, c.application_id AS "applicationId", c.gone, c.desired, c.running, c.in_git AS "inGit",
      c.state, c.tone, c.words, c.sync, c.health, c.failing
    FROM unnest(${keys.map((key) => key.environment)}::text[], ${keys.map((key) => key.service)}::text[],
      ${keys.map((key) => key.at)}::timestamptz[]) AS k(environment, service, at)
    CROSS JOIN LATERAL (
      SELECT * FROM cell_past WHERE environment = k.environment AND service = k.service AND at = k.at LIMIT 1
    ) AS c`;
}

export type ApplicationThen = { environment: string; present: boolean; tone: string; sync: string; health: string };

/** The Applications that these environments have, as they were. */
export function applicationsThen(db: Database, environments: readonly string[], at: Date): Promise<ApplicationThen[]> {
  return db.$queryRaw<ApplicationThen[]>`
    SELECT p.environment, p.present, p.tone, p.sync, p.health FROM application a
    CROSS JOIN LATERAL (SELECT * FROM application_past WHERE id = a.id AND at <= ${at} ORDER BY at DESC LIMIT 1) AS p
    WHERE a.environment = ANY(${[...environments]}) AND p.environment = a.environment`;
}

/** The nearest changes of these cells before and after an instant. */
export async function changesAround(
  db: Database,
  environments: readonly string[],
  services: readonly string[],
  at: Date,
): Promise<{ before: Date | null; after: Date | null }> {
  const [row] = await db.$queryRaw<{ before: Date | null; after: Date | null }[]>`
    SELECT max(b.at) AS before, min(a.at) AS after
    FROM unnest(${[...environments]}::text[]) AS e(name) CROSS JOIN unnest(${[...services]}::text[]) AS s(name)
    LEFT JOIN LATERAL (
      SELECT at FROM cell_past c WHERE c.environment = e.name AND c.service = s.name AND c.at < ${at} ORDER BY at DESC LIMIT 1
    ) AS b ON TRUE
    LEFT JOIN LATERAL (
      SELECT at FROM cell_past c WHERE c.environment = e.name AND c.service = s.name AND c.at > ${at} ORDER BY at LIMIT 1
    ) AS a ON TRUE`;
  return row ?? { before: null, after: null };
}

/** When the first cell that is seen was known; only asked when nothing is known at the moment. */
export async function firstKnown(db: Database, { environments }: Sight): Promise<Date | null> {
  const { _min } = await db.cellPast.aggregate({
    where: environments === null ? {} : { environment: { in: [...environments] } },
    _min: { at: true },
  });
  return _min.at;
}
