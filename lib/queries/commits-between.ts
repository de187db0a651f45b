import type { Database } from "@/lib/adapters/db/client";
import { type Commit as CommitRow, Prisma } from "@/lib/adapters/db/generated/client";
import { compareLink } from "@/lib/domain/compare-link";
import type { Sight } from "@/lib/domain/sight";
import type { CommitsBetween } from "@/lib/http/contracts/history";
import { commitOf } from "./commit-of";
import { deployedWithin } from "./seen";

const MOST_COMMITS = 50;
const MOST_LOOKED_AT = 10_000;

/**
 * What the branch received between two commits of it, in the order in which it came; where the second is the older one,
 * what going back to it takes away. Null where either is not known.
 */
export async function commitsBetween(
  db: Database,
  { from, to }: { from: string | null; to: string | null },
  sight: Sight,
): Promise<CommitsBetween | null> {
  if (from === null || to === null || from === to) return null;
  const found = await db.commit.findMany({ where: { sha: { in: [from, to] } } });
  const [a, b] = [found.find(({ sha }) => sha === from), found.find(({ sha }) => sha === to)];
  const all = compareLink(b?.url ?? a?.url ?? null, from, to);
  if (!a?.onBranchAt || !b?.onBranchAt) return all === null ? null : { commits: [], more: 0, takenBack: false, all };
  const takenBack = a.onBranchAt > b.onBranchAt;
  const [older, newer] = takenBack ? [b, a] : [a, b];
  const { rows, total } = await received(db, older.onBranchAt, newer.onBranchAt, sight);
  return {
    commits: rows.map((row) => commitOf(row.sha, row)),
    more: Math.max(0, total - rows.length),
    takenBack,
    all: takenBack ? compareLink(newer.url, older.sha, newer.sha) : all,
  };
}

async function received(
  db: Database,
  after: Date | null,
  upTo: Date | null,
  sight: Sight,
): Promise<{ rows: CommitRow[]; total: number }> {
  if (!after || !upTo) return { rows: [], total: 0 };
  const own = await shasWithin(db, { after, upTo }, sight);
  const where = { onBranchAt: { gt: after, lte: upTo }, ...(own && { sha: { in: own } }) };
  const [rows, total] = await Promise.all([
    db.commit.findMany({ where, orderBy: [{ onBranchAt: "desc" }, { sha: "desc" }], take: MOST_COMMITS }),
    db.commit.count({ where }),
  ]);
  return { rows, total };
}

/** Of what came meanwhile those that are seen; null where all are. */
async function shasWithin(
  db: Database,
  { after, upTo }: { after: Date; upTo: Date },
  sight: Sight,
): Promise<string[] | null> {
  if (sight.environments === null) return null;
  const rows = await db.$queryRaw<{ sha: string }[]>`
    SELECT c.sha FROM commit c WHERE c.on_branch_at > ${after} AND c.on_branch_at <= ${upTo}
      AND ${deployedWithin(Prisma.sql`c.sha`, sight)}
    ORDER BY c.on_branch_at DESC LIMIT ${MOST_LOOKED_AT}`;
  return rows.map(({ sha }) => sha);
}
