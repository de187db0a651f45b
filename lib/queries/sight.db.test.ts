import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Problem, Role } from "@/lib/domain/pipeline";
import { historyFilter } from "@/lib/http/history-filter";
import { overviewFilter } from "@/lib/http/overview-filter";
import { timelineFilter } from "@/lib/http/timeline-filter";
import {
  application,
  boardOfFile,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
  NOW,
  sha,
} from "./board.test-support";
import { environmentHistory } from "./environment-history";
import { find } from "./find";
import { overview } from "./overview";
import { pastMoment } from "./past-moment";
import { timeline, timelineOptions } from "./timeline";

const DEV = "dev-env-1";
const PRODUCTION = "production-env-1";
const board = boardOfFile();

const ROLES: Role[] = [
  { name: "developers", groups: ["developers"], may: [{ environments: "dev-*", actions: ["view"] }] },
  { name: "operators", groups: ["operators"], may: [{ environments: "production-*", actions: ["view"] }] },
];
const of = (group: string): Actor => ({
  id: group,
  name: group,
  login: group,
  mail: null,
  organisations: [],
  groups: [group],
  provider: "github",
});

beforeEach(async () => {
  await board.policy(
    [claiming(environment(DEV)), claiming(environment(PRODUCTION, { position: 1, from: DEV }))],
    ["web", "secret", "nowhere"],
    ROLES,
  );
  await board.argocd();
  await board.save({
    applications: [application(DEV), application(PRODUCTION), application(PRODUCTION, { name: "second" })],
    cells: [
      cell(DEV, "web", { desired: "2.0.0", running: ["2.0.0"] }),
      cell(PRODUCTION, "web"),
      cell(PRODUCTION, "secret", { tone: "failing" }),
    ],
    deployments: [
      deployment(DEV, minutesAgo(30), { revision: sha("d") }),
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => deployment(PRODUCTION, minutesAgo(n), { revision: sha("e") })),
    ],
  });
});

const look = (group: string, query = "") => overview(of(group), board.deps, overviewFilter(new URLSearchParams(query)));

async function commit(letter: string, message: string, minutes: number) {
  const known = { sha: sha(letter), author: "Dana", mail: "", login: null, message, at: null, url: null };
  await board.store.saveBranchCommits([{ ...known, onBranchAt: minutesAgo(minutes) }], minutesAgo(1));
}

describe("what is counted", () => {
  it("is only what is seen", async () => {
    expect((await look("developers")).totals).toEqual({
      services: 1,
      environments: 1,
      shownServices: 1,
      applications: 1,
    });
    expect((await look("operators")).totals).toEqual({
      services: 2,
      environments: 1,
      shownServices: 2,
      applications: 2,
    });
    expect((await look("nobody")).totals).toEqual({ services: 0, environments: 0, shownServices: 0, applications: 0 });
  });

  it("does not begin with what is unseen: what comes first there does not push out what is seen", async () => {
    expect((await look("developers")).lately.map((one) => one.environment)).toEqual([DEV]);
    expect((await look("developers")).attention).toEqual([]);
  });
});

describe("what feeds an environment", () => {
  it("is not compared with it when it is unseen", async () => {
    const lags = (page: Awaited<ReturnType<typeof look>>) =>
      page.services.flatMap(({ cells }) => cells.map((c) => c.lag));
    expect(lags(await look("operators"))).toEqual([null, null]);
  });
});

describe("commits", () => {
  beforeEach(async () => {
    await commit("d", "Raise web", 31);
    await commit("e", "Hide the secret", 20);
    await commit("f", "Not deployed yet", 10);
  });

  it("are seen where they were deployed to what is seen", async () => {
    const said = async (group: string) => {
      const page = await timeline(of(group), board, {
        filter: timelineFilter(new URLSearchParams("kind=commits")),
        after: null,
      });
      return page?.entries.map(({ words }) => words);
    };
    expect(await said("developers")).toEqual(["committed ddddddd, Raise web"]);
    expect(await said("operators")).toEqual(["committed eeeeeee, Hide the secret"]);
    expect((await find(of("developers"), board, "secret")).groups).toEqual([]);
    expect((await find(of("developers"), board, "eeee")).groups).toEqual([]);
  });

  it("between two deployments are counted as they are seen", async () => {
    await board.save({ deployments: [deployment(DEV, minutesAgo(5), { revision: sha("f") })] });
    const first = await environmentHistory(of("developers"), board, {
      name: DEV,
      filter: historyFilter(new URLSearchParams()),
    });
    const ids = first?.rows.map(({ id }) => id) ?? [];
    const filter = historyFilter(new URLSearchParams({ from: ids[1] ?? "", to: ids[0] ?? "" }));
    const compared = (await environmentHistory(of("developers"), board, { name: DEV, filter }))?.compared;
    expect(compared?.between).toMatchObject({ commits: [{ message: "Not deployed yet" }], more: 0 });
  });
});

describe("choices and the past", () => {
  it("offer only what is seen", async () => {
    expect(await timelineOptions(of("developers"), board)).toEqual({ environments: [DEV], services: ["web"] });
  });

  it("show of a past moment what may be seen now", async () => {
    const deps = { db: board.db, now: NOW };
    const filter = { at: minutesAgo(1).toISOString(), q: "", env: "", page: 1, column: 0 };
    const then = await pastMoment(of("operators"), deps, filter);
    expect(then.environments.map(({ name }) => name)).toEqual([PRODUCTION]);
    expect((await pastMoment(of("nobody"), deps, filter)).firstKnown).toBeNull();
  });
});

describe("banners", () => {
  const problem = (name: string): Problem => ({
    file: `environments/${name}/values.yaml`,
    line: 3,
    column: 1,
    reason: "bad",
  });
  const values = { count: 2, problems: [problem(DEV), problem(PRODUCTION)], at: sha("d") };

  it("tell of values files of what is seen, and never why a policy is refused", async () => {
    const live = { branch: "main", head: sha("d"), state: "live", message: null, at: minutesAgo(1) } as const;
    await board.store.saveGitState({ ...live, faulty: values });
    const result = { ok: false as const, problems: [{ ...problem(PRODUCTION), reason: `${PRODUCTION} is wrong` }] };
    await board.store.savePolicy({ commit: sha("f"), file: "pipeline.yaml", text: "bad", at: minutesAgo(1), result });
    const { notices } = await look("developers");
    expect(notices.map(({ id }) => id)).toEqual(["policy", `values-environments/${DEV}/values.yaml`]);
    expect(JSON.stringify(notices)).not.toContain(PRODUCTION);
  });
});
