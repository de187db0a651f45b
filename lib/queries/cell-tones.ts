import type { Database } from "@/lib/adapters/db/client";
import { TONES, type Tone } from "@/lib/domain/status";

export type CellTone = { environment: string; tone: Tone };

/** Which tones there are in each environment: a look into the index for each, not a count of all cells. */
export async function cellTones(db: Database, environments: readonly string[]): Promise<CellTone[]> {
  return db.$queryRaw<CellTone[]>`
    SELECT e.name AS environment, t.tone FROM unnest(${[...environments]}::text[]) AS e(name)
    CROSS JOIN unnest(${[...TONES]}::text[]) AS t(tone)
    WHERE EXISTS (SELECT 1 FROM cell WHERE cell.environment = e.name AND cell.tone = t.tone)`;
}
