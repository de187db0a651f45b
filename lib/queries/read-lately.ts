import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { deploymentWords } from "@/lib/domain/happening-words";
import type { Sight } from "@/lib/domain/sight";
import type { Happening } from "@/lib/http/contracts/overview";

const MOST = 8;
const MOST_NAME = 100;

/** The newest deployments in all that is seen, each a line. */
export async function readLately(db: Database, sight: Sight): Promise<Happening[]> {
  const rows = await newest(db, sight);
  const shas = rows.flatMap((row) => row.revision ?? []);
  const commits = new Map((await db.commit.findMany({ where: { sha: { in: shas } } })).map((c) => [c.sha, c]));
  return rows.map((row) => happeningOf(row, commits.get(row.revision ?? "")));
}

/** Where some are seen, a look into the index for each: they may be rare among those of the others. */
async function newest(db: Database, { environments }: Sight): Promise<Deployment[]> {
  const newestFirst = { orderBy: [{ at: "desc" as const }, { id: "desc" as const }], take: MOST };
  if (environments === null) return db.deployment.findMany({ where: { environment: { not: null } }, ...newestFirst });
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM unnest(${[...environments]}::text[]) AS e(name) CROSS JOIN LATERAL (
      SELECT id, at FROM deployment WHERE environment = e.name ORDER BY at DESC, id DESC LIMIT ${MOST}) AS d
    ORDER BY d.at DESC, d.id DESC LIMIT ${MOST}`;
  return db.deployment.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, ...newestFirst });
}

function happeningOf(row: Deployment, commit: { author: string; message: string } | undefined): Happening {
  const { who, words, tone, chip } = deploymentWords(row, commit ?? null);
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: who.slice(0, MOST_NAME),
    environment: row.environment ?? "",
    words,
    tone,
    chip,
  };
}
