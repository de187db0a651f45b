import type { ProjectionStore } from "@/lib/ports";
import type { Database } from "./client";
import { announce } from "./save-projection";

type Commits = Parameters<ProjectionStore["saveBranchCommits"]>[0];

/** Which of these the followed branch was not yet seen to hold. */
export async function notOnBranch(db: Database, shas: string[]): Promise<string[]> {
  const known = await db.commit.findMany({
    where: { sha: { in: shas }, onBranchAt: { not: null } },
    select: { sha: true },
  });
  const seen = new Set(known.map((commit) => commit.sha));
  return shas.filter((sha) => !seen.has(sha));
}

/** Keeps commits as the branch's and tells the pages. One that a deployment made known before gets its time. */
export async function saveBranchCommits(db: Database, commits: Commits, at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO commit (sha, author, mail, login, message, at, url, on_branch_at)
      SELECT r.sha, r.author, r.mail, r.login, r.message, r.at, r.url, r."onBranchAt"
      FROM jsonb_to_recordset(${JSON.stringify(commits)}::jsonb) AS r(sha text, author text, mail text, login text, message text,
        at timestamptz, url text, "onBranchAt" timestamptz)
      ON CONFLICT (sha) DO UPDATE SET on_branch_at = COALESCE(commit.on_branch_at, excluded.on_branch_at)`;
    await announce(tx, { at, cells: [], environments: [], everything: false });
  });
}
