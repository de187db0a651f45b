import type { GitHost, Log, ProjectionChange, ProjectionStore } from "@/lib/ports";

const MOST_FOREIGN = 10_000;

/**
 * Keeps author and message of every revision that was deployed or that an application points at, each asked for once. A
 * revision of another repository stays unknown: asking again at every change would eat the Git host's rate limit.
 */
export function createCommitMemory({ git, store, log }: { git: GitHost; store: ProjectionStore; log: Log }) {
  const foreign = new Set<string>();

  async function keep(sha: string, change: ProjectionChange): Promise<void> {
    const commit = await git.commit(sha);
    if (commit.ok) return store.saveCommits([commit.value], environmentsShowing(change, sha), change.at);
    if (commit.failure.kind === "not-found" && foreign.size < MOST_FOREIGN) foreign.add(sha);
  }

  return async (change: ProjectionChange): Promise<void> => {
    const wanted = shasIn(change).filter((sha) => /^[0-9a-f]{40}$/.test(sha) && !foreign.has(sha));
    if (wanted.length === 0) return;
    try {
      for (const sha of await store.unknownCommits(wanted)) await keep(sha, change);
    } catch (error) {
      log.warn("commits could not be kept", { reason: error instanceof Error ? error.message : "unknown" });
    }
  };
}

function shasIn(change: ProjectionChange): string[] {
  const shas = [...change.applications.map((a) => a.deployedRevision), ...change.deployments.map((d) => d.revision)];
  return [...new Set(shas.filter((sha) => sha !== null))];
}

function environmentsShowing(change: ProjectionChange, sha: string): string[] {
  const rows = [
    ...change.applications.filter((a) => a.deployedRevision === sha).map((a) => a.environment),
    ...change.deployments.filter((d) => d.revision === sha).map((d) => d.environment),
  ];
  return [...new Set(rows.filter((name) => name !== null))];
}
