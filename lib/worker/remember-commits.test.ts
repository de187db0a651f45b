import { describe, expect, it } from "vitest";
import type { GitCommit, ProjectionChange, ProjectionStore } from "@/lib/ports";
import { gitHostWith, silentLog, unreachable } from "./git-host.test-support";
import { createCommitMemory } from "./remember-commits";

const OURS = "a".repeat(40);
const FOREIGN = "f".repeat(40);

function changeOf(...shas: string[]): ProjectionChange {
  const applications = shas.map((deployedRevision) => ({ deployedRevision, environment: "dev-env-1" }));
  return { at: new Date(0), applications, deployments: [] } as unknown as ProjectionChange;
}

function memoryWith(git: ReturnType<typeof gitHostWith>) {
  const kept: GitCommit[] = [];
  const store = {
    unknownCommits: async (shas: string[]) => shas.filter((sha) => !kept.some((commit) => commit.sha === sha)),
    saveCommits: async (commits: GitCommit[]) => void kept.push(...commits),
  } as unknown as ProjectionStore;
  return { commits: createCommitMemory({ git: git.host, store, log: silentLog }), kept };
}

describe("the commits behind deployments", () => {
  it("are asked for once, those of another repository too", async () => {
    const git = gitHostWith({ [OURS]: {} });
    const { commits, kept } = memoryWith(git);
    for (let i = 0; i < 3; i++) await commits.remember(changeOf(OURS, FOREIGN));
    expect(kept.map((commit) => commit.sha)).toEqual([OURS]);
    expect(git.asked).toEqual([`commit ${OURS}`, `commit ${FOREIGN}`]);
  });

  it("are asked for again when the Git host did not answer, though nothing changes meanwhile", async () => {
    let away = true;
    const git = gitHostWith({ [OURS]: {} });
    const { commit } = git.host;
    git.host.commit = async (sha) => (away ? { ok: false, failure: unreachable } : commit(sha));
    const { commits, kept } = memoryWith(git);
    await commits.remember(changeOf(OURS));
    await commits.askAgain();
    expect(kept).toEqual([]);
    away = false;
    await commits.askAgain();
    expect(kept.map((commit) => commit.sha)).toEqual([OURS]);
    git.asked.length = 0;
    await commits.askAgain();
    expect(git.asked).toEqual([]);
  });
});
