import { describe, expect, it } from "vitest";
import type { Problem } from "@/lib/domain/pipeline";
import { actor, type Board, boardOfFile, claiming, environment, minutesAgo } from "./board.test-support";
import { changesAfter } from "./live-event";
import { overview } from "./overview";

const board = boardOfFile();

const FILE = "environments/pipeline.yaml";
const VALUES = "environments/dev-env-1/values.yaml";
const look = () => overview(actor, board.deps, { q: "", env: "", only: "all", page: 1, column: 0 });
const good = () => board.policy([claiming(environment("dev-env-1"))], ["web"]);
const problem = (line: number, reason: string, file = FILE): Problem => ({ file, line, column: 3, reason });

function broken(problems: Problem[], text = "broken") {
  const result = { ok: false as const, problems };
  return board.store.savePolicy({ commit: "d".repeat(40), file: FILE, text, at: minutesAgo(1), result });
}

const faulty = (problems: Problem[], count = problems.length > 0 ? 1 : 0) => ({ count, problems });

function git(change: Partial<Parameters<Board["store"]["saveGitState"]>[0]> = {}) {
  const state = {
    branch: "main",
    head: "e".repeat(40),
    state: "live" as const,
    message: null,
    faulty: faulty([]),
    at: minutesAgo(10),
  };
  return board.store.saveGitState({ ...state, ...change });
}

describe("a policy that cannot be taken", () => {
  it("leaves the last good one in force, under a banner with file, line and reason", async () => {
    await good();
    await broken([problem(71, "windows: `Mon-Fry` is no day."), problem(90, "roles: unknown key.")]);
    const page = await look();
    expect(page.environments.map((one) => one.name)).toEqual(["dev-env-1"]);
    expect(page.notices).toEqual([
      {
        id: "policy",
        tone: "attention",
        title: "pipeline.yaml at ddddddd does not count; the one before it stays in force.",
        detail: "environments/pipeline.yaml, line 71: windows: `Mon-Fry` is no day. And 1 more.",
        asOf: null,
      },
    ]);
    await good();
    expect((await look()).notices).toEqual([]);
  });

  it("does not speak of one before it when there is none", async () => {
    await broken([problem(3, "name is missing.")]);
    expect(await look()).toMatchObject({
      environments: [],
      notices: [{ title: "pipeline.yaml at ddddddd does not count; there is none before it." }],
    });
  });

  it("is no banner while there is none at all: the page itself says what to do", async () => {
    await broken([problem(1, "There is no pipeline.yaml on the branch yet.")], "");
    expect(await look()).toMatchObject({ environments: [], notices: [] });
  });
});

describe("a values file that cannot be read", () => {
  it("is a banner with file, line and reason, one a file, until it is repaired", async () => {
    await good();
    const problems = [problem(12, "Nested mappings are not allowed.", VALUES), problem(14, "and so on.", VALUES)];
    await git({ faulty: faulty(problems) });
    expect((await look()).notices).toMatchObject([
      {
        title: `${VALUES} at eeeeeee cannot be read; what was last deployed stays.`,
        detail: `${VALUES}, line 12: Nested mappings are not allowed. And 1 more.`,
      },
    ]);
    await git({ faulty: faulty([]) });
    expect((await look()).notices).toEqual([]);
  });

  it("is one banner with thousands of others: the first are named, the rest counted", async () => {
    await good();
    const of = (n: number) => `environments/fleet-01/service-${n}.yaml`;
    await git({
      faulty: faulty(
        [0, 1, 2, 3, 4].map((n) => problem(n + 1, `bad ${n}.`, of(n))),
        7_991,
      ),
    });
    expect((await look()).notices).toMatchObject([
      {
        id: "values",
        title: "7,991 values files at eeeeeee cannot be read; the last good version of each stays.",
        detail: `${of(0)}, line 1: bad 0. ${of(1)}, line 2: bad 1. ${of(2)}, line 3: bad 2. And 7,988 more.`,
      },
    ]);
  });

  it("stays a banner while the Git host is away, and is told to open pages when it comes and goes", async () => {
    await board.policy([claiming(environment("dev-env-1"))], []);
    await git({ faulty: faulty([problem(12, "bad", VALUES)]) });
    const before = (await changesAfter(board.db, 0n))?.newest ?? 0n;
    await git({ faulty: faulty([problem(12, "bad", VALUES)]), at: minutesAgo(5) });
    expect(await changesAfter(board.db, before)).toBeNull();
    await git({ head: null, state: "offline", message: "It did not answer in time.", faulty: null });
    expect((await look()).notices.map((one) => one.id)).toEqual(["git-main", `values-${VALUES}`]);
    await git({ faulty: faulty([]) });
    expect(await changesAfter(board.db, before)).not.toBeNull();
    expect((await look()).notices).toEqual([]);
  });
});

describe("a Git host that does not answer", () => {
  it("is a banner with its own word and when it last answered", async () => {
    await git({ at: minutesAgo(10) });
    await git({
      head: null,
      state: "offline",
      message: "It did not answer in time.",
      faulty: null,
      at: minutesAgo(2),
    });
    await git({
      head: null,
      state: "offline",
      message: "It did not answer in time.",
      faulty: null,
      at: minutesAgo(1),
    });
    expect((await look()).notices).toMatchObject([
      {
        title: "The Git host does not answer.",
        detail: expect.stringMatching(/^It did not answer in time\. What Git holds is shown as it was last read/),
        asOf: minutesAgo(10).toISOString(),
      },
    ]);
    expect((await board.db.gitState.findFirstOrThrow()).head).toBe("e".repeat(40));
  });
});
