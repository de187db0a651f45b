import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Action, Environment, Pipeline, Role } from "@/lib/domain/pipeline";
import type { Home, HomePanel } from "@/lib/http/contracts/home";
import type { GitCommit } from "@/lib/ports";
import {
  actor,
  application,
  boardOfFile,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
  NOW,
  pipeline,
} from "./board.test-support";
import { home } from "./home";

const ENVIRONMENTS = [
  environment("dev-env-1", { position: 0 }),
  environment("staging-env-1", { position: 1, from: "dev-env-1", change: "pull-request" }),
  environment("production-env-1", { position: 2, from: "staging-env-1", change: "pull-request", sync: "manual" }),
];
const [FIRST, SECOND, THIRD] = ["a1", "b2", "c3"].map((start) => start.padEnd(40, "0")) as [string, string, string];

const board = boardOfFile();

beforeEach(async () => {
  await policy(ENVIRONMENTS);
  await board.argocd();
});

function role(name: string, may: Record<string, Action[] | "all">): Role {
  const groups = name === "viewer" ? ("anyone-signed-in" as const) : [`linq/${name}`];
  return { name, groups, may: Object.entries(may).map(([environments, actions]) => ({ environments, actions })) };
}

async function policy(environments: Environment[], change: Partial<Pipeline> = {}) {
  const roles = [
    role("developer", { "dev-*": "all" }),
    role("qa", { "staging-*": ["approve", "sync"] }),
    role("sre", { "production-*": "all", "staging-*": ["sync"] }),
    role("viewer", { "*": ["view"] }),
  ];
  await board.store.savePolicy({
    commit: "c".repeat(40),
    file: "environments/pipeline.yaml",
    text: JSON.stringify(change),
    at: minutesAgo(120),
    result: {
      ok: true,
      environments: environments.map((one) => claiming(one)),
      pipeline: { ...pipeline(environments, ["web", "scheduler"]), roles, ...change },
    },
  });
}

function commit(sha: string, change: Partial<GitCommit> = {}): GitCommit {
  const at = minutesAgo(100);
  return {
    sha,
    author: "Dana Ito",
    mail: "dana@linq.example",
    login: null,
    message: "Do it",
    at,
    url: null,
    ...change,
  };
}

function person(group: string, change: Partial<Actor> = {}): Actor {
  return { ...actor, id: `demo:${group}`, mail: "dana@linq.example", groups: [`linq/${group}`], ...change };
}

function panel<K extends HomePanel["kind"]>(page: Home, kind: K): Extract<HomePanel, { kind: K }> {
  const found = page.panels.find((one) => one.kind === kind);
  if (!found) throw new Error(`no panel ${kind}`);
  return found as Extract<HomePanel, { kind: K }>;
}

async function mine(who = person("developer")) {
  return panel(await home(who, board.deps), "mine").commits;
}

/** dev went from 1 to 2 with the second commit; staging still runs 1. */
async function devIsAhead() {
  await board.store.saveCommits(
    [commit(FIRST), commit(SECOND, { message: "Bring web 2", at: minutesAgo(50) })],
    [],
    NOW,
  );
  await board.save({
    applications: ENVIRONMENTS.map(({ name }) => application(name)),
    cells: [
      cell("dev-env-1", "web", { desired: "2", running: ["2"] }),
      cell("staging-env-1", "web", { desired: "1", running: ["1"] }),
      cell("production-env-1", "web", { desired: "1", running: ["1"] }),
    ],
    deployments: [
      deployment("dev-env-1", minutesAgo(90), { revision: FIRST, versions: { web: "1" } }),
      deployment("staging-env-1", minutesAgo(80), { revision: FIRST, versions: { web: "1" } }),
      deployment("dev-env-1", minutesAgo(45), { revision: SECOND, versions: { web: "2" } }),
    ],
  });
}

describe("whose home shows what", () => {
  it.each([
    ["a developer", "developer", ["mine", "status"]],
    ["QA", "qa", ["to-test", "status"]],
    ["SRE", "sre", ["to-operate", "to-test", "status"]],
    ["somebody without a group", "nobody", ["status"]],
  ])("%s", async (_who, group, kinds) => {
    const page = await home(person(group), board.deps);
    expect(page.panels.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("is plain where there is no policy", async () => {
    await board.empty();
    expect(await home(person("sre"), board.deps)).toEqual({
      panels: [{ kind: "status", environments: [] }],
      favourites: [],
      environments: 0,
    });
  });
});

describe("my commits", () => {
  it("are where what their deployments brought runs", async () => {
    await devIsAhead();
    const [newest] = await mine();
    expect(newest?.commit).toMatchObject({ sha: SECOND, message: "Bring web 2" });
    expect(newest?.deployed).toEqual({
      environment: "dev-env-1",
      at: minutesAgo(45).toISOString(),
      outcome: "succeeded",
    });
    expect(newest?.brought).toMatchObject([
      {
        service: "web",
        from: "1",
        version: "2",
        places: [
          { environment: "dev-env-1", kind: "runs", at: minutesAgo(45).toISOString(), tone: "fine" },
          { environment: "staging-env-1", kind: "not-yet", version: "1" },
          { environment: "production-env-1", kind: "not-yet", version: "1" },
        ],
      },
    ]);
  });

  it("are not said to be where a later commit of another environment was deployed", async () => {
    // Staging is deployed at a commit after the second one, and still holds the old version: ancestry alone would lie.
    await devIsAhead();
    await board.save({
      deployments: [deployment("staging-env-1", minutesAgo(20), { revision: THIRD, versions: { web: "1", api: "3" } })],
    });
    const [newest] = await mine();
    expect(newest?.brought?.[0]?.places[1]).toMatchObject({ environment: "staging-env-1", kind: "not-yet" });
  });

  it("are not known where no deployment of exactly them was seen", async () => {
    await board.store.saveCommits([commit(FIRST)], [], NOW);
    expect(await mine()).toMatchObject([{ deployed: null, brought: null }]);
  });

  it("changed no version where their deployment did not", async () => {
    await devIsAhead();
    await board.store.saveCommits([commit(THIRD, { at: minutesAgo(10) })], [], NOW);
    await board.save({
      deployments: [deployment("dev-env-1", minutesAgo(9), { revision: THIRD, versions: { web: "2" } })],
    });
    const [newest] = await mine();
    expect(newest).toMatchObject({ commit: { sha: THIRD }, deployed: { environment: "dev-env-1" }, brought: [] });
  });

  it("do not take on what a rollback to them changed", async () => {
    await devIsAhead();
    const versions = { web: "1" };
    await board.save({
      deployments: [deployment("dev-env-1", minutesAgo(5), { revision: FIRST, how: "rollback", versions })],
    });
    const [, first] = await mine();
    expect(first).toMatchObject({ commit: { sha: FIRST }, brought: null });
  });

  it("say once what an attempt that failed and the next one brought", async () => {
    await devIsAhead();
    const failed = { revision: SECOND, outcome: "failed" as const, versions: { web: "2" } };
    await board.save({ deployments: [deployment("dev-env-1", minutesAgo(47), failed)] });
    const [newest] = await mine();
    expect(newest?.brought).toHaveLength(1);
  });

  it("are those under every name that the policy gives one, and nobody else's", async () => {
    await policy(ENVIRONMENTS, { people: [{ mail: "dana@home.example", github: "dana-ito", name: null }] });
    await board.store.saveCommits(
      [
        commit(FIRST, { mail: "DANA@home.example" }),
        commit(SECOND, { mail: "x@y.example", login: "Dana-Ito", at: minutesAgo(90) }),
        commit(THIRD, { mail: "sam@linq.example" }),
      ],
      [],
      NOW,
    );
    const who = person("developer", { mail: null, login: "dana-ito" });
    expect((await mine(who)).map(({ commit: { sha } }) => sha)).toEqual([SECOND, FIRST]);
    expect(await mine(person("developer", { mail: null, login: null }))).toEqual([]);
  });
});

describe("what is to be tested", () => {
  const lists = async (group = "qa") => panel(await home(person(group), board.deps), "to-test").lists;

  it("is what runs in the environment before and not here, with what brought it", async () => {
    await devIsAhead();
    expect(await lists()).toMatchObject([
      {
        environment: "staging-env-1",
        from: "dev-env-1",
        total: 1,
        rows: [
          {
            service: "web",
            there: "2",
            here: "1",
            since: minutesAgo(45).toISOString(),
            commits: [{ sha: SECOND, message: "Bring web 2" }],
          },
        ],
      },
    ]);
    expect(await lists("sre")).toMatchObject([{ environment: "production-env-1", from: "staging-env-1", total: 0 }]);
  });

  it("begins with what fails there, then with the oldest", async () => {
    const versions = { a: "2", b: "2", c: "2", d: "2" };
    await board.save({
      cells: ["a", "b", "c", "d"].flatMap((service) => [
        cell("dev-env-1", service, { desired: "2", ...(service === "c" ? { tone: "failing" as const } : {}) }),
        ...(service === "d" ? [] : [cell("staging-env-1", service)]),
      ]),
      deployments: [
        deployment("dev-env-1", minutesAgo(50), { versions: { ...versions, a: "1", d: "1" } }),
        deployment("dev-env-1", minutesAgo(40), { versions: { ...versions, d: "1" } }),
        deployment("dev-env-1", minutesAgo(30), { versions }),
      ],
    });
    const [list] = await lists();
    expect(list?.rows.map(({ service, here }) => [service, here])).toEqual([
      ["c", "1.0.0"],
      ["b", "1.0.0"],
      ["a", "1.0.0"],
      ["d", null],
    ]);
  });
});

describe("what is to be operated", () => {
  it("is every environment that one syncs, with what needs attention and what came lately", async () => {
    await devIsAhead();
    await board.save({
      cells: [
        cell("production-env-1", "web", {
          state: "changed-behind-git",
          tone: "attention",
          words: "Changed behind Git",
        }),
      ],
    });
    const operating = panel(await home(person("sre"), board.deps), "to-operate");
    expect(operating.environments.map(({ name }) => name)).toEqual(["staging-env-1", "production-env-1"]);
    expect(operating.attention.map(({ title }) => title)).toContain("Production was changed behind Git:");
    expect(operating.lately).toHaveLength(3);
  });
});

describe("the plain status", () => {
  it("is a sentence for each environment, without what is no part of it", async () => {
    await devIsAhead();
    await board.save({
      cells: [
        cell("dev-env-1", "scheduler", { tone: "failing", words: "Crash loop", state: "failing" }),
        cell("staging-env-1", "scheduler", { state: "not-deployed", tone: "fine", words: "Not part of it" }),
      ],
    });
    const { environments } = panel(await home(person("nobody"), board.deps), "status");
    expect(environments[0]?.troubles).toEqual([{ service: "scheduler", tone: "failing", words: "Crash loop" }]);
    expect(environments.map(({ sentence, lastChange }) => [sentence, lastChange?.by ?? null])).toEqual([
      ["Dev has a problem: 1 of 2 services.", "Dana Ito"],
      ["Staging is well: its one service works as it should.", "Dana Ito"],
      ["Production is well: its one service works as it should.", null],
    ]);
  });
});
