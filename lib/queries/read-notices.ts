import type { Database } from "@/lib/adapters/db/client";
import type { GitState, PolicyReading } from "@/lib/adapters/db/generated/client";
import { asList, asWord } from "@/lib/adapters/db/json-columns";
import { writtenIn } from "@/lib/adapters/db/policy-rows";
import type { Problem } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, rowFinder, valuesPath } from "@/lib/domain/placement";
import { READING_STATES } from "@/lib/domain/policy-standing";
import { writerNames } from "@/lib/domain/policy-words";
import type { Sight } from "@/lib/domain/sight";
import type { Notice } from "@/lib/http/contracts/overview";
import { accessPath } from "@/lib/routes";
import { membershipNotices } from "./membership-notices";

const MOST_BANNERS = 3;

type View = { sight: Sight; environments: readonly ResolvedEnvironment[] };

/** Banners: a policy or values file that could not be taken, a Git host that does not answer. Of what is seen. */
export async function readNotices(db: Database, view: View): Promise<Notice[]> {
  const [reading, inForce, git, membership] = await Promise.all([
    db.policyReading.findFirst({ orderBy: { id: "desc" }, omit: { pipeline: true } }),
    db.policyReading.findFirst({ where: { inForce: true }, orderBy: { id: "desc" }, select: { commit: true } }),
    db.gitState.findMany({ orderBy: { branch: "asc" } }),
    membershipNotices(db),
  ]);
  return [
    ...policyNotices(reading, inForce?.commit ?? null, view),
    ...git.flatMap((state) => gitNotices(state, view)),
    ...membership,
  ];
}

type Reading = Omit<PolicyReading, "pipeline">;

function policyNotices(reading: Reading | null, inForce: string | null, { sight }: View): Notice[] {
  if (!reading) return [];
  const notice = { id: "policy", tone: "attention" as const, asOf: null };
  switch (asWord(reading.state, READING_STATES, "unreadable")) {
    case "in-force":
    case "replaced":
      return [];
    case "waiting":
      return [{ ...notice, tone: "waiting", ...waitingWords(reading, inForce), link: POLICY_LINK }];
    case "rejected": {
      const title = `The change of the policy at ${short(reading.commit)} was rejected; Git still holds it.`;
      return [{ ...notice, title, detail: staysInForce(inForce), link: POLICY_LINK }];
    }
    case "unreadable":
      return unreadable(reading, inForce, sight.environments === null).map((words) => ({ ...notice, ...words }));
  }
}

const POLICY_LINK = { href: accessPath("policy"), words: "See what would change" };

function waitingWords({ commit, writers }: Reading, inForce: string | null): Pick<Notice, "title" | "detail"> {
  const written = writtenIn(writers);
  const whose = written ? `${writerNames(written)}'s change of the policy` : "A change of the policy";
  const title = `${whose} (${short(commit)}) waits for an admin other than its author.`;
  return { title, detail: staysInForce(inForce) };
}

function staysInForce(inForce: string | null): string {
  return inForce === null ? "" : `The rules of ${short(inForce)} stay in force.`;
}

function unreadable(
  { commit, text, problems }: Reading,
  inForce: string | null,
  withReasons: boolean,
): Pick<Notice, "title" | "detail">[] {
  // Nothing to read and nothing before it: the page itself says what to do.
  if (text === "" && inForce === null) return [];
  const consequence = inForce === null ? "there is none before it" : "the one before it stays in force";
  const title = `pipeline.yaml at ${short(commit)} does not count; ${consequence}.`;
  return [{ title, detail: withReasons ? placeWords(asList<Problem>(problems)) : NOT_TOLD }];
}

function short(sha: string): string {
  return sha.slice(0, 7);
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
