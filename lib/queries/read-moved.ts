import type { Database } from "@/lib/adapters/db/client";
import { asVersions } from "@/lib/adapters/db/json-columns";
import { versionChanges } from "@/lib/domain/version-changes";
import type { WallTile } from "@/lib/http/contracts/wall";

const DAY_MS = 24 * 60 * 60_000;
const DEPLOYMENTS_LOOKED_AT = 10;
const MOST_MOVED = 4;

type Row = { environment: string; at: Date; versions: unknown; before: unknown };

/** Which versions changed in each environment within the last day, the newest first and each service once. */
export async function readMoved(db: Database, names: string[], now: Date): Promise<Map<string, WallTile["moved"]>> {
  const since = new Date(now.getTime() - DAY_MS);
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.environment, d.at, d.versions,
      (SELECT b.versions FROM deployment b WHERE b.application_id = d.application_id AND b.outcome = 'succeeded'
        AND (b.at, b.id) < (d.at, d.id) ORDER BY b.at DESC, b.id DESC LIMIT 1) AS before
    FROM unnest(${names}::text[]) AS e(name) CROSS JOIN LATERAL (
      SELECT * FROM deployment WHERE environment = e.name AND outcome = 'succeeded' AND at >= ${since}
      ORDER BY at DESC, id DESC LIMIT ${DEPLOYMENTS_LOOKED_AT}) AS d
    ORDER BY d.at DESC`;
  return new Map(names.map((name) => [name, movedIn(rows.filter(({ environment }) => environment === name))]));
}

function movedIn(rows: readonly Row[]): WallTile["moved"] {
  const moved = new Map<string, WallTile["moved"][number]>();
  for (const { at, versions, before } of rows)
    for (const change of before ? versionChanges(asVersions(before), asVersions(versions)) : [])
      if (!moved.has(change.service)) moved.set(change.service, { ...change, at: at.toISOString() });
  return [...moved.values()].slice(0, MOST_MOVED);
}
