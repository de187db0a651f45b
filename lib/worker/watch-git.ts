import { resolvePipeline } from "@/lib/commands/resolve-pipeline";
import { valuesProblems } from "@/lib/commands/values-problems";
import type { Problem } from "@/lib/domain/pipeline";
import { sameContent } from "@/lib/domain/same-content";
import { pause } from "@/lib/pause";
import type { Clock, GitHost, Listen, Log, PolicyOutcome, PolicyReader, ProjectionStore } from "@/lib/ports";
import { createBranchMemory } from "./remember-branch";

export type GitWatch = {
  git: GitHost;
  store: ProjectionStore;
  readPolicy: PolicyReader;
  clock: Clock;
  log: Log;
  branch: string;
  pipelinePath: string;
  pollMs: number;
  webhookChannel: string;
  listen: Listen;
};

/** Follows the branch: its newest commit, and the policy at it. A webhook only wakes it; polling proves. */
export async function watchGit(deps: GitWatch, stop: AbortSignal): Promise<void> {
  let wake = new AbortController();
  const checkValues = createValuesCheck(deps);
  const rememberBranch = createBranchMemory(deps);
  deps.listen(deps.webhookChannel, () => wake.abort(), stop);
  while (!stop.aborted) {
    wake = new AbortController();
    await lookOnce(deps, checkValues, rememberBranch).catch((error: unknown) => {
      deps.log.error("git watch failed", { reason: error instanceof Error ? error.message : "unknown" });
    });
    await pause(deps.pollMs, AbortSignal.any([stop, wake.signal]));
  }
}

async function lookOnce(
  deps: GitWatch,
  checkValues: (sha: string) => Promise<Problem[] | null>,
  rememberBranch: (sha: string) => Promise<void>,
): Promise<void> {
  const { git, store, clock, branch } = deps;
  const head = await git.head(branch);
  if (!head.ok) {
    const offline = { head: null, state: "offline", message: head.failure.detail, problems: null } as const;
    await store.saveGitState({ branch, ...offline, at: clock.now() });
    return;
  }
  await readPolicyAt(deps, head.value);
  const problems = await checkValues(head.value);
  await store.saveGitState({ branch, head: head.value, state: "live", message: null, problems, at: clock.now() });
  await rememberBranch(head.value);
}

/** The values files of a commit are judged once for each policy; until all could be read, again at every look. */
function createValuesCheck({ git, store }: GitWatch) {
  let checked: { sha: string; policy: string; problems: Problem[] } | null = null;
  return async (sha: string): Promise<Problem[] | null> => {
    const inForce = await store.policyInForce();
    if (!inForce) return [];
    if (checked?.sha === sha && checked.policy === inForce.commit) return checked.problems;
    const problems = await valuesProblems(git, sha, await store.environments(), inForce.pipeline.services);
    if (problems) checked = { sha, policy: inForce.commit, problems };
    return problems;
  };
}

/** Reads the policy when its text differs from the last reading: a broken one is kept as such, the old one stays in force. */
async function readPolicyAt(deps: GitWatch, sha: string): Promise<void> {
  const { store, git, pipelinePath: file, clock } = deps;
  const last = await store.lastPolicyReading();
  if (last?.commit === sha) return;
  const found = await git.file(file, sha);
  if (!found.ok) return;
  const text = found.value ?? "";
  const read = found.value === null ? missing(file) : deps.readPolicy(text, file);
  const result = read.ok ? await resolvePipeline(git, sha, read.pipeline) : read;
  if (last?.text === text && (await saysTheSame(store, last, result))) return;
  await store.savePolicy({ commit: sha, file, text, at: clock.now(), result });
}

/** Whether keeping this reading would tell nobody anything: the same rules, or the same faults, as the last one. */
async function saysTheSame(
  store: ProjectionStore,
  last: { inForce: boolean; problems: Problem[] },
  result: PolicyOutcome["result"],
): Promise<boolean> {
  if (last.inForce !== result.ok) return false;
  return result.ok
    ? sameContent(await store.environments(), result.environments)
    : sameContent(last.problems, result.problems);
}

function missing(file: string) {
  const reason = "There is no pipeline.yaml on the branch yet. Add one: it names the environments, services and roles.";
  return { ok: false as const, problems: [{ file, line: 1, column: 1, reason }] };
}
