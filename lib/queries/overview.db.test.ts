import { describe, expect, it } from "vitest";
import type { OverviewFilter } from "@/lib/http/contracts/overview";
import { actor, application, boardOfFile, cell, claiming, environment } from "./board.test-support";
import { overview } from "./overview";

const board = boardOfFile();

const ALL: OverviewFilter = { q: "", env: "", only: "all", page: 1, column: 0 };
const look = (filter: Partial<OverviewFilter> = {}) => overview(actor, board.deps, { ...ALL, ...filter });
const names = async (filter: Partial<OverviewFilter>) => (await look(filter)).services.map((row) => row.name);

async function threeEnvironments(services: string[]) {
  const dev = environment("dev-env-1");
  const staging = environment("staging-env-1", { position: 1, from: "dev-env-1" });
  const production = environment("production-env-1", { position: 2, from: "staging-env-1" });
  await board.policy([claiming(dev), claiming(staging), claiming(production)], services);
  await board.argocd();
  await board.save({
    applications: [dev, staging, production].map((one) => application(one.name)),
    cells: [dev, staging, production].flatMap((one) => services.map((service) => cell(one.name, service))),
  });
}

describe("the overview", () => {
  it("shows environments in promotion order, services in the policy's, and every cell in its place", async () => {
    await threeEnvironments(["web", "scheduler"]);
    const shown = await look();
    expect(shown.environments.map((one) => one.name)).toEqual(["dev-env-1", "staging-env-1", "production-env-1"]);
    expect(shown.services.map((row) => [row.name, row.cells.map((one) => one.key)])).toEqual([
      ["web", ["dev-env-1/web", "staging-env-1/web", "production-env-1/web"]],
      ["scheduler", ["dev-env-1/scheduler", "staging-env-1/scheduler", "production-env-1/scheduler"]],
    ]);
    expect(shown.totals).toEqual({ services: 2, environments: 3, shownServices: 2, applications: 3 });
    expect(shown).toMatchObject({ pages: 1, columns: 1, platform: "LINQ Platform", notices: [], attention: [] });
  });

  it("compares each cell with the environment that feeds it, also when that one is not on the screen", async () => {
    const many = Array.from({ length: 8 }, (_, i) =>
      environment(`env-${i}`, { position: i, from: i === 0 ? null : `env-${i - 1}` }),
    );
    await board.policy(
      many.map((one) => claiming(one)),
      ["web"],
    );
    await board.save({
      cells: many.map((one, i) => cell(one.name, "web", { desired: i < 6 ? "1.2.0" : "1.1.0", running: [] })),
    });
    const { services } = await look({ column: 6 });
    expect(services[0]?.cells.map((one) => [one.environment, one.lag])).toEqual([
      ["env-6", "1 minor behind"],
      ["env-7", null],
    ]);
  });

  it("says that a service is not in an environment by having no cell there", async () => {
    await threeEnvironments(["web", "scheduler"]);
    await board.save({
      goneCells: [{ environment: "staging-env-1", service: "web", applicationId: "default/argocd/staging-env-1-linq" }],
    });
    const { services } = await look();
    expect(services[0]?.cells.map((one) => one.environment)).toEqual(["dev-env-1", "production-env-1"]);
  });

  it("is an empty page, not an error, before there is any policy", async () => {
    expect(await look()).toMatchObject({
      platform: "",
      environments: [],
      services: [],
      attention: [],
      lately: [],
      notices: [],
      eventId: "0",
    });
  });
});

describe("paging the overview", () => {
  const services = Array.from({ length: 65 }, (_, i) => `service-${String(i).padStart(2, "0")}`);

  it("gives twenty-five services a page, each once", async () => {
    await threeEnvironments(services);
    const pages = await Promise.all([1, 2, 3].map((page) => look({ page })));
    expect(pages.map((one) => one.services.length)).toEqual([25, 25, 15]);
    expect(pages.flatMap((one) => one.services.map((row) => row.name))).toEqual(services);
    expect(pages.every((one) => one.pages === 3)).toBe(true);
  });

  it("shows the last page to whoever asks for one beyond it, and says which it is", async () => {
    await threeEnvironments(services);
    const beyond = await look({ page: 99 });
    expect(beyond.filter.page).toBe(3);
    expect(beyond.services).toHaveLength(15);
  });

  it("shows forty environments six at a time, and the last ones to whoever asks beyond them", async () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      environment(`env-${String(i).padStart(2, "0")}`, { position: i }),
    );
    await board.policy(
      many.map((one) => claiming(one)),
      ["web"],
    );
    await board.argocd();
    await board.save({
      applications: many.map((one) => application(one.name)),
      cells: many.map((one) => cell(one.name, "web")),
    });
    const first = await look();
    expect(first).toMatchObject({ columns: 7, totals: { environments: 40, applications: 40 } });
    expect(first.environments.map((one) => one.name)).toEqual(many.slice(0, 6).map((one) => one.name));
    const beyond = await look({ column: 9_000 });
    expect(beyond.filter.column).toBe(36);
    expect(beyond.environments.map((one) => one.name)).toEqual(["env-36", "env-37", "env-38", "env-39"]);
    expect(beyond.services[0]?.cells).toHaveLength(4);
  });

  it("tells what needs attention wherever it is, not only in the environments on the screen", async () => {
    const many = Array.from({ length: 8 }, (_, i) => environment(`env-${i}`, { position: i }));
    await board.policy(
      many.map((one) => claiming(one)),
      ["web"],
    );
    await board.argocd();
    await board.save({
      applications: many.slice(0, 7).map((one) => application(one.name)),
      cells: [cell("env-6", "web", { tone: "failing", state: "degraded", words: "Degraded" })],
    });
    expect((await look()).attention.map((line) => line.title)).toEqual([
      "Env: env-7-linq is not in Argo CD.",
      "Env: web:",
    ]);
  });
});

describe("finding services", () => {
  const odd = ["50%_off", "50 percent off", "a\\b", "o'hara", 'say "hi"', "Ünïcode", "web"];

  it.each([
    ["%", ["50%_off"]],
    ["_", ["50%_off"]],
    ["\\", ["a\\b"]],
    ["'", ["o'hara"]],
    ['"', ['say "hi"']],
    ["ÜNÏ", ["Ünïcode"]],
    ["WEB", ["web"]],
    ["'; DROP TABLE service; --", []],
    ["50%", ["50%_off"]],
    ["x".repeat(200), []],
    ["\u{1F6A2}", []],
  ])("%j means just these characters", async (q, found) => {
    await threeEnvironments(odd);
    expect(await names({ q })).toEqual(found);
    expect(await board.db.service.count()).toBe(odd.length);
  });

  it("counts what is found, and what there is", async () => {
    await threeEnvironments(odd);
    expect((await look({ q: "50" })).totals).toMatchObject({ services: 7, shownServices: 2 });
    expect(await look({ q: "nothing like this", page: 4 })).toMatchObject({
      services: [],
      pages: 1,
      filter: { page: 1 },
    });
  });

  it("by status: what fails or needs a look, what moves, what differs between environments", async () => {
    await threeEnvironments(["broken", "drifted", "rolling", "ahead", "still"]);
    await board.save({
      cells: [
        cell("staging-env-1", "broken", { tone: "failing", state: "failing", words: "Crash loop" }),
        cell("production-env-1", "drifted", {
          tone: "attention",
          state: "changed-behind-git",
          words: "Changed behind Git",
        }),
        cell("dev-env-1", "rolling", { tone: "moving", state: "rolling-out", words: "Rolling out" }),
        cell("dev-env-1", "ahead", { desired: "1.1.0", running: ["1.1.0"] }),
      ],
    });
    expect(await names({ only: "failing" })).toEqual(["broken", "drifted"]);
    expect(await names({ only: "moving" })).toEqual(["rolling"]);
    expect(await names({ only: "differing" })).toEqual(["ahead"]);
    expect(await names({ only: "failing", q: "drift" })).toEqual(["drifted"]);
  });

  it("in some environments: their columns, and only what fails there", async () => {
    await threeEnvironments(["broken", "rolling"]);
    await board.save({
      cells: [
        cell("staging-env-1", "broken", { tone: "failing", state: "failing", words: "Crash loop" }),
        cell("dev-env-1", "rolling", { tone: "failing", state: "failing", words: "Crash loop" }),
      ],
    });
    const staging = await look({ env: "STAGING", only: "failing", column: 6 });
    expect(staging.environments.map((one) => one.name)).toEqual(["staging-env-1"]);
    expect(staging.services.map((row) => row.cells.map((one) => one.key))).toEqual([["staging-env-1/broken"]]);
    expect(staging).toMatchObject({ columns: 1, filter: { column: 0 }, totals: { environments: 3 } });
    const shown = (env: string) => look({ env }).then((page) => page.environments.length);
    expect(await Promise.all(["env-1", "", "d", "%", "nowhere"].map(shown))).toEqual([3, 3, 2, 0, 0]);
    expect(await look({ env: "nowhere", only: "failing" })).toMatchObject({ services: [], columns: 1 });
  });

  it("compares running versions where no desired one is known", async () => {
    await threeEnvironments(["web"]);
    await board.save({ cells: [cell("dev-env-1", "web", { desired: null, running: ["1.0.0", "2.0.0"] })] });
    expect(await names({ only: "differing" })).toEqual(["web"]);
  });
});
