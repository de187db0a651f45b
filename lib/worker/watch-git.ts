import { policySeal } from "@/lib/adapters/db/policy-seal";
import { resolvePipeline } from "@/lib/commands/resolve-pipeline";
import type { WrittenCommit } from "@/lib/domain/policy-approval";
import { touchedPaths } from "@/lib/domain/policy-standing";
import { sameContent } from "@/lib/domain/same-content";
import { pause } from "@/lib/pause";

import type {
  Clock,
  FaultyFiles,
  GitHost,
  GitWriters,
  LastPolicyReading,
  Listen,
  Log,
  PolicyOutcome,
  PolicyReader,
  ProjectionStore,
} from "@/lib/ports";
import { createBranchMemory } from "./remember-branch";
import { createValuesFaults } from "./values-faults";

export type GitWatch = {
  git: GitHost;
  gitWriters: GitWriters;
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
  const values = createValuesCheck(deps);
  const rememberBranch = createBranchMemory(deps);
  deps.listen(deps.webhookChannel, () => wake.abort(), stop);
  while (!stop.aborted) {
    wake = new AbortController();
    await lookOnce(deps, values, rememberBranch).catch((error: unknown) => {
      deps.log.error("git watch failed", { reason: error instanceof Error ? error.message : "unknown" });
    });
    await pause(deps.pollMs, AbortSignal.any([stop, wake.signal]));
  }
}

async function lookOnce(
  deps: GitWatch,
  values: ValuesCheck,
  rememberBranch: (sha: string) => Promise<void>,
): Promise<void> {
  const { git, store, clock, branch } = deps;
  const head = await git.head(branch);
  if (!head.ok) {
    const offline = { head: null, state: "offline", message: head.failure.detail, faulty: null } as const;
    await store.saveGitState({ branch, ...offline, at: clock.now() });
    return;
  }
  await readPolicyAt(deps, head.value);
  const live = { branch, head: head.value, state: "live", message: null, at: clock.now() } as const;
  const known = await values.judged(head.value);
  await store.saveGitState({ ...live, faulty: known });
  await rememberBranch(head.value);
  if (known) return;
  // The new head is told first: a fleet's files take their time, and a push must not wait for all of them.
  const faulty = await values.judge(head.value);
  if (faulty) await store.saveGitState({ ...live, faulty });
}

type ValuesCheck = ReturnType<typeof createValuesCheck>;

/** The values files of a commit are judged once for each policy; until all could be read, again at every look. */
function createValuesCheck({ git, store, log }: GitWatch) {
  const faultsAt = createValuesFaults({ git, log });
  let last: { sha: string; policy: string; faulty: FaultyFiles } | null = null;
  return {
    /** What was found there, with the policy in force; null while it has not been looked for. */
    async judged(sha: string): Promise<FaultyFiles | null> {
      const inForce = await store.policyInForce();
      if (!inForce) return { count: 0, problems: [] };
      return last?.sha === sha && last.policy === inForce.commit ? last.faulty : null;
    },
    async judge(sha: string): Promise<FaultyFiles | null> {
      const inForce = await store.policyInForce();
      if (!inForce) return null;
      const faulty = await faultsAt(sha, { ...inForce, environments: await store.environments() });
      if (faulty) last = { sha, policy: inForce.commit, faulty };
      return faulty;
    },
  };
}

/** Reads the policy when it differs from the last reading; what becomes of it is for the store to say, by the rules in force. */
async function readPolicyAt(deps: GitWatch, sha: string): Promise<void> {
  const { store, git, pipelinePath: file, clock } = deps;
  const last = await store.lastPolicyReading();
  if (last?.state === "waiting" && !last.writersKnown) await learnWriters(deps, last);
  if (last?.commit === sha) return;
  const found = await git.file(file, sha);
  if (!found.ok) return;
  const text = found.value ?? "";
  const read = found.value === null ? missing(file) : deps.readPolicy(text, file);
  const result = read.ok ? await resolvePipeline(git, sha, read.pipeline) : read;
  if (last?.text === text && (await saysTheSame(store, last, result))) return;
  const writers = await writersOf(deps, sha, result);
  await store.savePolicy({ commit: sha, file, text, at: clock.now(), result, writers });
}

/** Whether keeping this reading would tell nobody anything: the same rules, or the same faults, as the last one. */
async function saysTheSame(
  store: ProjectionStore,
  last: LastPolicyReading,
  result: PolicyOutcome["result"],
): Promise<boolean> {
  if (!result.ok) return last.state === "unreadable" && sameContent(last.problems, result.problems);
  if (last.state === "in-force") return sameContent(await store.environments(), result.environments);
  return last.seal !== null && last.seal === policySeal(last.text, result);
}

/** Who wrote what differs from the rules in force; null where nothing does, or the Git host does not say. */
async function writersOf(
  deps: GitWatch,
  sha: string,
  result: PolicyOutcome["result"],
): Promise<WrittenCommit[] | null> {
  const inForce = await deps.store.policyInForce();
  if (!result.ok || !inForce) return null;
  const before = { pipeline: inForce.pipeline, environments: await deps.store.environments() };
  const paths = touchedPaths(before, result, deps.pipelinePath);
  if (paths.length === 0) return null;
  return askWriters(deps, { from: inForce.commit, to: sha, paths });
}

/** Asked again at every look until the Git host says: nobody can approve before. */
async function learnWriters(deps: GitWatch, { id, commit, touched }: LastPolicyReading): Promise<void> {
  const from = (await deps.store.policyInForce())?.commit ?? null;
  const writers = await askWriters(deps, { from, to: commit, paths: touched });
  if (writers) await deps.store.savePolicyWriters(id, writers, deps.clock.now());
}

async function askWriters(
  deps: GitWatch,
  range: Parameters<GitWriters["writers"]>[0],
): Promise<WrittenCommit[] | null> {
  const found = await deps.gitWriters.writers(range);
  if (found.ok) return found.value;
  deps.log.warn("who wrote the policy could not be read", { reason: found.failure.detail });
  return null;
}

function missing(file: string) {
  const reason = "There is no pipeline.yaml on the branch yet. Add one: it names the environments, services and roles.";
  return { ok: false as const, problems: [{ file, line: 1, column: 1, reason }] };
}
