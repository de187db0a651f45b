import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { deploymentWords } from "@/lib/domain/happening-words";
import type { Happening } from "@/lib/http/contracts/overview";

const MOST = 8;
const MOST_NAME = 100;

/** The newest deployments everywhere, each a line. */
export async function readLately(db: Database): Promise<Happening[]> {
  const rows = await db.deployment.findMany({
    where: { environment: { not: null } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST,
  });
  const shas = rows.flatMap((row) => row.revision ?? []);
  const commits = new Map((await db.commit.findMany({ where: { sha: { in: shas } } })).map((c) => [c.sha, c]));
  return rows.map((row) => happeningOf(row, commits.get(row.revision ?? "")));
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
