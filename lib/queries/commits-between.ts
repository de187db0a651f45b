import type { Database } from "@/lib/adapters/db/client";
import type { Commit as CommitRow } from "@/lib/adapters/db/generated/client";
import { compareLink } from "@/lib/domain/compare-link";
import type { CommitsBetween } from "@/lib/http/contracts/history";
import { commitOf } from "./commit-of";

const MOST_COMMITS = 50;

/**
 * What the branch received between two commits of it, in the order in which it came; where the second is the older one,
 * what going back to it takes away. Null where either is not known.
 */
export async function commitsBetween(
  db: Database,
  from: string | null,
  to: string | null,
): Promise<CommitsBetween | null> {
  if (from === null || to === null || from === to) return null;
  const found = await db.commit.findMany({ where: { sha: { in: [from, to] } } });
  const [a, b] = [found.find(({ sha }) => sha === from), found.find(({ sha }) => sha === to)];
  const all = compareLink(b?.url ?? a?.url ?? null, from, to);
  if (!a?.onBranchAt || !b?.onBranchAt) return all === null ? null : { commits: [], more: 0, takenBack: false, all };
  const takenBack = a.onBranchAt > b.onBranchAt;
  const [older, newer] = takenBack ? [b, a] : [a, b];
  const { rows, total } = await received(db, older.onBranchAt, newer.onBranchAt);
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
): Promise<{ rows: CommitRow[]; total: number }> {
  if (!after || !upTo) return { rows: [], total: 0 };
  const where = { onBranchAt: { gt: after, lte: upTo } };
  const [rows, total] = await Promise.all([
    db.commit.findMany({ where, orderBy: [{ onBranchAt: "desc" }, { sha: "desc" }], take: MOST_COMMITS }),
    db.commit.count({ where }),
  ]);
  return { rows, total };
}
