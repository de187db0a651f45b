import type { Database } from "@/lib/adapters/db/client";
import type { GitState, PolicyReading } from "@/lib/adapters/db/generated/client";
import { asList } from "@/lib/adapters/db/json-columns";
import type { Problem } from "@/lib/domain/pipeline";
import type { Notice } from "@/lib/http/contracts/overview";
import { membershipNotices } from "./membership-notices";

const MOST_BANNERS = 3;

/** Banners: a policy or values file that could not be taken, a Git host that does not answer. */
export async function readNotices(db: Database): Promise<Notice[]> {
  const [reading, inForce, git, membership] = await Promise.all([
    db.policyReading.findFirst({ orderBy: { id: "desc" }, omit: { pipeline: true } }),
    db.policyReading.count({ where: { inForce: true } }),
    db.gitState.findMany({ orderBy: { branch: "asc" } }),
    membershipNotices(db),
  ]);
  return [...policyNotices(reading, inForce > 0), ...git.flatMap(gitNotices), ...membership];
}

function policyNotices(reading: Omit<PolicyReading, "pipeline"> | null, hasEarlier: boolean): Notice[] {
  if (!reading || reading.inForce) return [];
  // Nothing to read and nothing before it: the page itself says what to do.
  if (reading.text === "" && !hasEarlier) return [];
  const consequence = hasEarlier ? "the one before it stays in force" : "there is none before it";
  return [
    {
      id: "policy",
      tone: "attention",
      title: `pipeline.yaml at ${reading.commit.slice(0, 7)} does not count; ${consequence}.`,
      detail: placeWords(asList<Problem>(reading.problems)),
      asOf: null,
    },
  ];
}

function gitNotices(state: GitState): Notice[] {
  const away: Notice = {
    id: `git-${state.branch}`,
    tone: "attention",
    title: "The Git host does not answer.",
    detail: `${state.message ?? "It gave no reason."} What Git holds is shown as it was last read, and asked for again.`,
    asOf: state.checkedAt?.toISOString() ?? null,
  };
  return [...(state.state === "live" ? [] : [away]), ...valuesNotices(state)];
}

/** One banner a file: a mistake repeated on every line is one mistake. Many files are one banner, or nothing else is seen. */
function valuesNotices({ branch, problems, faultyFiles, faultyAt }: GitState): Notice[] {
  const byFile = new Map<string, Problem[]>();
  for (const problem of asList<Problem>(problems))
    byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
  const count = Math.max(faultyFiles, byFile.size);
  const at = faultyAt?.slice(0, 7) ?? branch;
  if (count > MOST_BANNERS) return [manyFiles(count, at, [...byFile.values()].slice(0, MOST_BANNERS))];
  return [...byFile].map(([file, own]) => ({
    id: `values-${file}`,
    tone: "attention",
    title: `${file} at ${at} cannot be read; what was last deployed stays.`,
    detail: placeWords(own),
    asOf: null,
  }));
}

function manyFiles(count: number, at: string, named: Problem[][]): Notice {
  const words = named.flatMap(([first]) => (first ? [`${first.file}, line ${first.line}: ${first.reason}`] : []));
  return {
    id: "values",
    tone: "attention",
    title: `${count.toLocaleString("en")} values files at ${at} cannot be read; the last good version of each stays.`,
    detail: [...words, `And ${(count - words.length).toLocaleString("en")} more.`].join(" "),
    asOf: null,
  };
}

function placeWords(problems: Problem[]): string {
  const [first] = problems;
  if (!first) return "It could not be read.";
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  return `${first.file}, line ${first.line}: ${first.reason}${more}`;
}
