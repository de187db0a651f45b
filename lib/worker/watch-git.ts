import { resolvePipeline } from "@/lib/commands/resolve-pipeline";
import { pause } from "@/lib/pause";
import type { Clock, GitHost, Listen, Log, PolicyReader, ProjectionStore } from "@/lib/ports";

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
  deps.listen(deps.webhookChannel, () => wake.abort(), stop);
  while (!stop.aborted) {
    wake = new AbortController();
    await lookOnce(deps).catch((error: unknown) => {
      deps.log.error("git watch failed", { reason: error instanceof Error ? error.message : "unknown" });
    });
    await pause(deps.pollMs, AbortSignal.any([stop, wake.signal]));
  }
}

async function lookOnce(deps: GitWatch): Promise<void> {
  const { git, store, clock, branch } = deps;
  const head = await git.head(branch);
  if (!head.ok) {
    await store.saveGitState({ branch, head: null, state: "offline", message: head.failure.detail, at: clock.now() });
    return;
  }
  await readPolicyAt(deps, head.value);
  await store.saveGitState({ branch, head: head.value, state: "live", message: null, at: clock.now() });
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
  if (last?.text === text && !result.ok) return;
  const before = await store.policyInForce();
  if (result.ok && before?.text === text && sameClaims(await store.environments(), result.environments)) return;
  await store.savePolicy({ commit: sha, file, text, at: clock.now(), result });
}

function sameClaims(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}

function missing(file: string) {
  const reason = "There is no pipeline.yaml on the branch yet. Add one: it names the environments, services and roles.";
  return { ok: false as const, problems: [{ file, line: 1, column: 1, reason }] };
}
