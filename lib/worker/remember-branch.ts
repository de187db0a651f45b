import { branchTimes } from "@/lib/domain/branch-times";
import type { Clock, GitCommit, GitHost, Log, ProjectionStore } from "@/lib/ports";

/** Of a branch that is seen for the first time, and the most that is asked for when much was pushed at once. */
const MOST_COMMITS = 200;
const A_PAGE = 100;
/** Enough for what is pushed between two looks. */
const A_FEW = 20;

/** Keeps every commit of the branch that it learns of, with the time when it came. Asked of the Git host once a new head. */
export function createBranchMemory({ git, store, clock, log }: Deps) {
  let known: { head: string; at: Date } | null = null;

  return async (head: string): Promise<void> => {
    const at = clock.now();
    if (known?.head !== head) {
      try {
        const fresh = await unknownCommits({ git, store }, head);
        if (fresh === null) return;
        await keep(store, fresh, known?.at ?? null, at);
      } catch (error) {
        log.warn("the branch's commits could not be kept", {
          reason: error instanceof Error ? error.message : "unknown",
        });
        return;
      }
    }
    known = { head, at };
  };
}

type Deps = { git: GitHost; store: ProjectionStore; clock: Clock; log: Log };

async function keep(store: ProjectionStore, fresh: GitCommit[], lastSeen: Date | null, now: Date): Promise<void> {
  if (fresh.length === 0) return;
  const times = branchTimes(fresh, lastSeen, now);
  const dated = fresh.map((commit, i) => ({ ...commit, onBranchAt: times[i] ?? now }));
  await store.saveBranchCommits(dated, now);
}

/** Newest first, those that the branch was not yet seen to hold; null when the Git host does not say. */
async function unknownCommits({ git, store }: Pick<Deps, "git" | "store">, head: string): Promise<GitCommit[] | null> {
  let limit = A_FEW;
  let found = await git.commits({ ref: head, path: null, limit });
  if (!found.ok) return null;
  let fresh = await newOnes(store, found.value);
  if (fresh.length < limit) return fresh;
  // All of them are new: the branch is seen for the first time, or much was pushed at once.
  limit = A_PAGE;
  fresh = [];
  for (let ref: string | undefined = head; ref !== undefined && fresh.length < MOST_COMMITS; ) {
    found = await git.commits({ ref, path: null, limit });
    if (!found.ok) return null;
    const page = await newOnes(store, found.value);
    const before = new Set(fresh.map((commit) => commit.sha));
    fresh.push(...page.filter((commit) => !before.has(commit.sha)));
    const last: string | undefined = found.value.at(-1)?.sha;
    ref = page.length === limit && last !== ref ? last : undefined;
  }
  return fresh.slice(0, MOST_COMMITS);
}

async function newOnes(store: ProjectionStore, commits: GitCommit[]): Promise<GitCommit[]> {
  const fresh = new Set(await store.notOnBranch(commits.map((commit) => commit.sha)));
  return commits.filter((commit) => fresh.has(commit.sha));
}
