import { describe, expect, it } from "vitest";
import type { GitCommit, ProjectionStore } from "@/lib/ports";
import { gitHostWith, silentLog, unreachable } from "./git-host.test-support";
import { createBranchMemory } from "./remember-branch";

const START = Date.parse("2026-11-24T10:00:00Z");
const shaOf = (index: number) => String(index).padStart(40, "0");

/** A branch of so many commits, a minute apart, and a memory of it. */
function branchOf(commits: number) {
  let now = START;
  let away = false;
  const history = Array.from({ length: commits }, (_, index) => commitAt(index, START - (commits - index) * 60_000));
  const kept = new Map<string, Date>();
  const asked: number[] = [];
  const git = gitHostWith(
    {},
    {
      async commits({ ref, limit }) {
        asked.push(limit);
        if (away) return { ok: false, failure: unreachable };
        const last = history.findIndex((commit) => commit.sha === ref);
        return {
          ok: true,
          value: history
            .slice(0, last + 1)
            .reverse()
            .slice(0, Math.min(limit, 100)),
        };
      },
    },
  );
  const store = {
    notOnBranch: async (shas: string[]) => shas.filter((sha) => !kept.has(sha)),
    async saveBranchCommits(saved: (GitCommit & { onBranchAt: Date })[]) {
      for (const { sha, onBranchAt } of saved) kept.set(sha, onBranchAt);
    },
  } as unknown as ProjectionStore;
  const clock = { now: () => new Date(now) };
  const remember = createBranchMemory({ git: git.host, store, clock, log: silentLog });
  return {
    kept,
    asked,
    look: () => remember(history.at(-1)?.sha ?? ""),
    push: (count: number, at = now) => {
      for (let i = 0; i < count; i++) history.push(commitAt(history.length, at));
    },
    pass: (ms: number) => {
      now += ms;
    },
    goAway: (is: boolean) => {
      away = is;
    },
  };
}

function commitAt(index: number, ms: number): GitCommit {
  return {
    sha: shaOf(index),
    author: "Dana Ito",
    mail: "",
    login: null,
    message: "A change",
    at: new Date(ms),
    url: null,
  };
}

describe("the branch's commits", () => {
  it("are kept from the first sight on, the newest 200 of a long branch", async () => {
    const branch = branchOf(500);
    await branch.look();
    expect(branch.kept.size).toBe(200);
    expect(branch.kept.has(shaOf(499)) && branch.kept.has(shaOf(300))).toBe(true);
    expect(branch.asked).toEqual([20, 100, 100, 100]);
  });

  it("are all kept of a short one", async () => {
    const branch = branchOf(3);
    await branch.look();
    expect([...branch.kept.keys()].sort()).toEqual([shaOf(0), shaOf(1), shaOf(2)]);
  });

  it("are asked for once a new head, and a push of several keeps each", async () => {
    const branch = branchOf(150);
    await branch.look();
    const before = branch.asked.length;
    await branch.look();
    expect(branch.asked.length).toBe(before);
    branch.push(3);
    await branch.look();
    expect(branch.asked.slice(before)).toEqual([20]);
    expect(branch.kept.size).toBe(153);
  });

  it("that are old and pushed late come when they were pushed", async () => {
    const branch = branchOf(2);
    await branch.look();
    branch.pass(60_000);
    branch.push(1, START - 86_400_000);
    await branch.look();
    expect(branch.kept.get(shaOf(2))).toEqual(new Date(START));
  });

  it("are asked for again after the Git host was away", async () => {
    const branch = branchOf(2);
    branch.goAway(true);
    await branch.look();
    expect(branch.kept.size).toBe(0);
    branch.goAway(false);
    await branch.look();
    expect(branch.kept.size).toBe(2);
  });
});
