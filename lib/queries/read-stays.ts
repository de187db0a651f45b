import type { Database } from "@/lib/adapters/db/client";
import type { Stay } from "@/lib/domain/whereabouts";

/** So far back is looked for when a version came; what is older is not known. */
const NEWEST = 200;

export type StayOf = Stay & { revision: string | null };
export type StaysOf = (environment: string, service: string) => StayOf[];

/** What was deployed of these services wherever they run, newest first. */
export async function readStays(db: Database, services: readonly string[]): Promise<StaysOf> {
  const rows = await db.$queryRaw<(StayOf & { environment: string; service: string })[]>`
    SELECT c.environment, c.service, d.at, d.revision, d.versions->>c.service AS version
    FROM cell c CROSS JOIN LATERAL (
      SELECT id, at, revision, versions FROM deployment
      WHERE application_id = c.application_id AND outcome = 'succeeded' ORDER BY at DESC, id DESC LIMIT ${NEWEST}) AS d
    WHERE c.service = ANY(${[...services]}) AND d.versions ? c.service ORDER BY d.at DESC, d.id DESC`;
  const stays = new Map<string, StayOf[]>();
  for (const { environment, service, ...stay } of rows) {
    const key = keyOf(environment, service);
    const own = stays.get(key) ?? [];
    own.push(stay);
    stays.set(key, own);
  }
  return (environment, service) => stays.get(keyOf(environment, service)) ?? [];
}

function keyOf(environment: string, service: string): string {
  return JSON.stringify([environment, service]);
}
