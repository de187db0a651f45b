import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { type Sight, sightFor } from "@/lib/domain/sight";
import { TONES, worstTone } from "@/lib/domain/status";
import type { Favourite } from "@/lib/http/contracts/find";

import { hasPlace, seen, within } from "./seen";

type Row = { kind: string; key: string; tones: string[] };

/** What this person keeps at hand and may see. */
export async function favourites(actor: Actor, { db }: { db: Database }): Promise<Favourite[]> {
  return keptAtHand(actor, db, (await seen(db, sightFor(actor))).sight);
}

/** What this person keeps at hand and is still there, with how it fares: environments in promotion order, then services. */
export async function keptAtHand(actor: Actor, db: Database, sight: Sight): Promise<Favourite[]> {
  const inSight = (column: Prisma.Sql) => within(column, sight);
  const rows = await db.$queryRaw<Row[]>`
    SELECT f.kind, f.key, ARRAY(SELECT DISTINCT c.tone FROM cell c WHERE (c.environment = e.name OR c.service = s.name)
      AND ${inSight(Prisma.sql`c.environment`)}) AS tones
    FROM favourite f LEFT JOIN environment e ON f.kind = 'environment' AND e.name = f.key AND ${inSight(Prisma.sql`e.name`)}
      LEFT JOIN service s ON f.kind = 'service' AND s.name = f.key AND ${hasPlace(Prisma.sql`s.name`, sight)}
    WHERE f.person = ${actor.id} AND (e.name IS NOT NULL OR s.name IS NOT NULL)
    ORDER BY e.position NULLS LAST, s.position, f.key`;
  return rows.map(({ kind, key, tones }) => ({
    kind: asWord(kind, ["environment", "service"] as const, "service"),
    key,
    tone: tones.length === 0 ? "unknown" : worstTone(tones.map((tone) => asWord(tone, TONES, "unknown"))),
  }));
}
