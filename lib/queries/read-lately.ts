import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import type { Happening } from "@/lib/http/contracts/overview";
import { subjectOf } from "./commit-of";

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
  const revision = row.revision?.slice(0, 7) ?? "an unknown revision";
  const subject = commit && subjectOf(commit.message);
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: row.how === "automatic" ? (commit?.author.slice(0, MOST_NAME) ?? row.by) : row.by,
    environment: row.environment ?? "",
    words: `${didWhat(row)} ${revision}${subject ? `, ${subject},` : ""} ${row.how === "rollback" ? "in" : "to"} ${row.environment ?? ""}`,
    ...outcome(row.outcome),
  };
}

/** What failed or is under way has not been done. */
function didWhat({ how, outcome: word }: Deployment): string {
  const isRollback = how === "rollback";
  if (word === "failed") return isRollback ? "tried to go back to" : "tried to deploy";
  if (word === "running") return isRollback ? "goes back to" : "deploys";
  return isRollback ? "went back to" : "deployed";
}

function outcome(word: string): Pick<Happening, "tone" | "chip"> {
  if (word === "failed") return { tone: "failing", chip: "failed" };
  if (word === "running") return { tone: "moving", chip: "rolling out" };
  return { tone: "fine", chip: "deployed" };
}
