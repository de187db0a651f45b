import type { Database } from "@/lib/adapters/db/client";
import { TONES } from "@/lib/domain/status";

/**
 * One application stands for its environment where facts cannot be added up: the worst, then the first by name. A look
 * into the index for each tone of each environment, since sorting a fleet of 8,000 took 36 ms at every change.
 */
export async function leadApplicationIds(db: Database, environments: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT lead.id FROM unnest(${[...environments]}::text[]) AS e(name)
    CROSS JOIN LATERAL (
      SELECT worst.id FROM unnest(${[...TONES]}::text[]) WITH ORDINALITY AS t(tone, rank)
      CROSS JOIN LATERAL (
        SELECT id FROM application WHERE environment = e.name AND application.tone = t.tone AND present ORDER BY name LIMIT 1
      ) AS worst
      ORDER BY t.rank LIMIT 1
    ) AS lead`;
  return rows.map((row) => row.id);
}
