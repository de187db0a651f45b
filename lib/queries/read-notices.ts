import type { Database } from "@/lib/adapters/db/client";
import type { GitState, PolicyReading } from "@/lib/adapters/db/generated/client";
import { asList } from "@/lib/adapters/db/json-columns";
import type { Problem } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, rowFinder, valuesPath } from "@/lib/domain/placement";
import type { Sight } from "@/lib/domain/sight";
import type { Notice } from "@/lib/http/contracts/overview";

const MOST_BANNERS = 3;

type View = { sight: Sight; environments: readonly ResolvedEnvironment[] };

/** Banners: a policy or values file that could not be taken, a Git host that does not answer. Of what is seen. */
export async function readNotices(db: Database, view: View): Promise<Notice[]> {
  const [reading, inForce, git] = await Promise.all([
    db.policyReading.findFirst({ orderBy: { id: "desc" }, omit: { pipeline: true } }),
    db.policyReading.count({ where: { inForce: true } }),
    db.gitState.findMany({ orderBy: { branch: "asc" } }),
  ]);
  const withReasons = view.sight.environments === null;
  return [...policyNotices(reading, inForce > 0, withReasons), ...git.flatMap((state) => gitNotices(state, view))];
}

function policyNotices(
  reading: Omit<PolicyReading, "pipeline"> | null,
  hasEarlier: boolean,
  withReasons: boolean,
): Notice[] {
  if (!reading || reading.inForce) return [];
  // Nothing to read and nothing before it: the page itself says what to do.
  if (reading.text === "" && !hasEarlier) return [];
  const consequence = hasEarlier ? "the one before it stays in force" : "there is none before it";
  return [
    {
      id: "policy",
      tone: "attention",
      title: `pipeline.yaml at ${reading.commit.slice(0, 7)} does not count; ${consequence}.`,
      detail: withReasons ? placeWords(asList<Problem>(reading.problems)) : NOT_TOLD,
      asOf: null,
    },
  ];
}

/** A reason may name an environment that is not seen. */
const NOT_TOLD = "Why is told to those who may see every environment.";

function gitNotices(state: GitState, view: View): Notice[] {
  const away: Notice = {
    id: `git-${state.branch}`,
    tone: "attention",
    title: "The Git host does not answer.",
    detail: `${state.message ?? "It gave no reason."} What Git holds is shown as it was last read, and asked for again.`,
    asOf: state.checkedAt?.toISOString() ?? null,
  };
  return [...(state.state === "live" ? [] : [away]), ...valuesNotices(seenFaults(state, view))];
}

/** How many files of what is seen there are beyond those that are named is not known, so no more are told of. */
function seenFaults(state: GitState, { sight, environments }: View): GitState {
  if (sight.environments === null) return state;
  const rows = environments.map(({ environment }) => {
    const rowOf = rowFinder(environment);
    const own = isFleet(environment) ? null : valuesPath(environment, "");
    return (path: string) => path === own || rowOf(path) !== null;
  });
  const problems = asList<Problem>(state.problems).filter(({ file }) => rows.some((holds) => holds(file)));
  return { ...state, problems, faultyFiles: 0 };
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
