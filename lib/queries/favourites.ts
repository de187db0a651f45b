import type { Database } from "@/lib/adapters/db/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { TONES, worstTone } from "@/lib/domain/status";
import type { Favourite } from "@/lib/http/contracts/find";

type Row = { kind: string; key: string; tones: string[] };

/** What this person keeps at hand and is still there, with how it fares: environments in promotion order, then services. */
export async function favourites(actor: Actor, { db }: { db: Database }): Promise<Favourite[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT f.kind, f.key, ARRAY(SELECT DISTINCT c.tone FROM cell c WHERE (c.environment = e.name) OR (c.service = s.name)) AS tones
    FROM favourite f LEFT JOIN environment e ON f.kind = 'environment' AND e.name = f.key
      LEFT JOIN service s ON f.kind = 'service' AND s.name = f.key
    WHERE f.person = ${actor.id} AND (e.name IS NOT NULL OR s.name IS NOT NULL)
    ORDER BY e.position NULLS LAST, s.position, f.key`;
  return rows.map(({ kind, key, tones }) => ({
    kind: asWord(kind, ["environment", "service"] as const, "service"),
    key,
    tone: tones.length === 0 ? "unknown" : worstTone(tones.map((tone) => asWord(tone, TONES, "unknown"))),
  }));
}
