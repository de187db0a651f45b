import type { GitHost, Log, ProjectionChange, ProjectionStore } from "@/lib/ports";

const MOST_FOREIGN = 10_000;
const MOST_MISSED = 1_000;

/** A commit that pages wait for: where it is shown, and when that was written. */
type Wanted = { environments: string[]; at: Date };

/**
 * Keeps author and message of every revision that was deployed or that an application points at, each asked for once. A
 * revision of another repository stays unknown: asking again at every change would eat the Git host's rate limit.
 */
export function createCommitMemory({ git, store, log }: { git: GitHost; store: ProjectionStore; log: Log }) {
  const foreign = new Set<string>();
  const missed = new Map<string, Wanted>();

  async function keep(sha: string, { environments, at }: Wanted): Promise<void> {
    const commit = await git.commit(sha);
    if (commit.ok) return store.saveCommits([commit.value], environments, at);
    if (commit.failure.kind === "not-found" && foreign.size < MOST_FOREIGN) foreign.add(sha);
    else if (missed.size < MOST_MISSED) missed.set(sha, { environments, at });
  }

  async function keepAll(wanted: ReadonlyMap<string, Wanted>): Promise<void> {
    try {
      for (const sha of await store.unknownCommits([...wanted.keys()])) {
        const own = wanted.get(sha);
        if (own) await keep(sha, own);
      }
    } catch (error) {
      log.warn("commits could not be kept", { reason: error instanceof Error ? error.message : "unknown" });
    }
  }

  return {
    async remember(change: ProjectionChange): Promise<void> {
      const shas = shasIn(change).filter((sha) => /^[0-9a-f]{40}$/.test(sha) && !foreign.has(sha));
      if (shas.length === 0) return;
      await keepAll(
        new Map(shas.map((sha) => [sha, { environments: environmentsShowing(change, sha), at: change.at }])),
      );
    },
    /** Those that the Git host did not give while it was away are asked for again. */
    async askAgain(): Promise<void> {
      const wanted = new Map(missed);
      missed.clear();
      if (wanted.size > 0) await keepAll(wanted);
    },
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
