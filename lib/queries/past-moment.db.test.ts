import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { ProjectedCell } from "@/lib/domain/projection";
import type { PastFilter } from "@/lib/http/contracts/past";
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
} from "./board.test-support";
import { overview } from "./overview";
import { pastMoment } from "./past-moment";

const [DEV, STAGING] = ["dev-env-1", "staging-env-1"];

const board = boardOfFile();

beforeEach(async () => {
  await board.policy(
    [claiming(environment(DEV)), claiming(environment(STAGING, { position: 1, from: DEV }))],
    ["web", "scheduler"],
  );
  await board.argocd();
});

const look = (minutes: number, change: Partial<PastFilter> = {}) =>
  pastMoment(actor, board.deps, {
    at: minutesAgo(minutes).toISOString(),
    q: "",
    env: "",
    page: 1,
    column: 0,
    ...change,
  });

const runs = (version: string, change: Partial<ProjectedCell> = {}) =>
  cell(DEV, "web", { desired: version, running: [version], ...change });
const versionsAt = async (minutes: number) =>
  (await look(minutes)).services.map(({ name, cells }) => [name, ...cells.map((one) => one.desired)]);

describe("the overview as it was", () => {
  it("is what was last seen before the moment, at it included", async () => {
    await board.save({ at: minutesAgo(50), applications: [application(DEV)], cells: [runs("1.0.0")] });
    await board.save({ at: minutesAgo(40), cells: [runs("1.1.0")] });
    expect(await versionsAt(41)).toEqual([["web", "1.0.0"]]);
    expect(await versionsAt(40)).toEqual([["web", "1.1.0"]]);
    expect(await versionsAt(0)).toEqual([["web", "1.1.0"]]);
  });

  it("says since when anything is known, for a moment before", async () => {
    await board.save({ at: minutesAgo(50), applications: [application(DEV)], cells: [runs("1.0.0")] });
    const before = await look(60);
    expect(before).toMatchObject({ services: [], firstKnown: minutesAgo(50).toISOString() });
    expect(before.environments.map(({ verdict }) => verdict)).toEqual([null, null]);
    expect(before.changeAfter).toBe(minutesAgo(50).toISOString());
    expect((await look(200)).environments).toEqual([]);
    expect((await look(45)).firstKnown).toBeNull();
  });

  it("has no more of a cell that was gone then, and all of it before", async () => {
    await board.save({ at: minutesAgo(50), cells: [runs("1.0.0"), cell(DEV, "scheduler")] });
    await board.save({
      at: minutesAgo(30),
      goneCells: [{ environment: DEV, service: "web", applicationId: `default/argocd/${DEV}-linq` }],
    });
    expect((await look(40)).services.map(({ name }) => name)).toEqual(["web", "scheduler"]);
    expect((await look(30)).services.map(({ name }) => name)).toEqual(["scheduler"]);
  });

  it("does not lose a cell that another application had taken over when the first one let it go", async () => {
    const other = "default/argocd/other";
    await board.save({ at: minutesAgo(50), cells: [runs("1.0.0")] });
    await board.save({ at: minutesAgo(40), cells: [runs("2.0.0", { applicationId: other })] });
    await board.save({
      at: minutesAgo(30),
      goneCells: [{ environment: DEV, service: "web", applicationId: `default/argocd/${DEV}-linq` }],
    });
    expect(await versionsAt(20)).toEqual([["web", "2.0.0"]]);
  });

  it("names the pods that were failing, and no restarts, which were not kept", async () => {
    const pod = { pod: "web-1", service: "web", version: "1.1.0", reason: "Crash loop", message: "exit code 1" };
    const crashing = (restarts: number) =>
      runs("1.1.0", {
        tone: "failing",
        state: "failing",
        words: "Crash loop",
        failing: [{ ...pod, restarts, since: minutesAgo(41).toISOString() }],
      });
    await board.save({ at: minutesAgo(40), cells: [crashing(1)] });
    await board.save({ at: minutesAgo(35), cells: [crashing(7)] });
    await board.save({ at: minutesAgo(30), cells: [runs("1.1.0")] });
    const [row] = (await look(32)).services;
    expect(row?.cells[0]).toMatchObject({
      tone: "failing",
      words: "Crash loop",
      since: minutesAgo(40).toISOString(),
      failing: [{ pod: "web-1", reason: "Crash loop", version: "1.1.0" }],
    });
    expect(await board.db.cellPast.count()).toBe(2);
    expect((await look(29)).services[0]?.cells[0]?.failing).toEqual([]);
  });

  it("tells each environment's state, last attempt and revision as they stood", async () => {
    const sha = "b".repeat(40);
    await board.save({ at: minutesAgo(50), applications: [application(DEV)], cells: [runs("1.0.0")] });
    await board.save({
      at: minutesAgo(30),
      applications: [application(DEV, { health: "Degraded", tone: "failing" })],
      deployments: [
        deployment(DEV, minutesAgo(45)),
        deployment(DEV, minutesAgo(20), {
          startedAt: minutesAgo(32),
          outcome: "failed",
          by: "Sam Roth",
          revision: sha,
        }),
      ],
    });
    const [during] = (await look(31)).environments;
    expect(during?.verdict).toMatchObject({ tone: "fine", words: "Healthy" });
    expect(during?.lastDeployment).toMatchObject({
      outcome: "running",
      by: "Sam Roth",
      at: minutesAgo(32).toISOString(),
    });
    expect(during?.revision?.sha).toBe("a".repeat(40));
    const [after] = (await look(10)).environments;
    expect(after?.verdict).toMatchObject({ tone: "failing", words: "Degraded" });
    expect(after?.lastDeployment).toMatchObject({ outcome: "failed" });
    expect(after?.revision?.sha).toBe("a".repeat(40));
    expect((await look(47)).environments[0]?.lastDeployment).toBeNull();
  });

  it("steps to the nearest changes of what is shown, and to none beyond the first and the last", async () => {
    await board.save({ at: minutesAgo(50), cells: [runs("1.0.0")] });
    await board.save({ at: minutesAgo(40), cells: [cell(STAGING, "web")] });
    await board.save({ at: minutesAgo(30), cells: [runs("1.1.0")] });
    const steps = async (minutes: number, change?: Partial<PastFilter>) => {
      const { changeBefore, changeAfter } = await look(minutes, change);
      return [changeBefore, changeAfter];
    };
    const iso = (minutes: number) => minutesAgo(minutes).toISOString();
    expect(await steps(40)).toEqual([iso(50), iso(30)]);
    expect(await steps(40, { env: "DEV" })).toEqual([iso(50), iso(30)]);
    expect(await steps(35, { env: "staging" })).toEqual([iso(40), null]);
    expect(await steps(30)).toEqual([iso(40), null]);
    expect(await steps(50)).toEqual([null, iso(40)]);
  });

  it("shows the environments of the policy that was in force then", async () => {
    await board.save({ at: minutesAgo(50), cells: [runs("1.0.0"), cell(STAGING, "web")] });
    const now = { ...board.deps, now: NOW };
    await board.store.savePolicy({
      commit: "d".repeat(40),
      file: "environments/pipeline.yaml",
      text: "later",
      at: minutesAgo(20),
      result: {
        ok: true,
        environments: [claiming(environment(DEV))],
        pipeline: { ...(await pipelineInForce()), environments: [environment(DEV)] },
      },
    });
    const names = async (minutes: number) => (await look(minutes)).environments.map(({ name }) => name);
    expect(await names(30)).toEqual([DEV, STAGING]);
    expect(await names(10)).toEqual([DEV]);
    expect((await pastMoment(actor, now, { at: null, q: "", env: "", page: 1, column: 0 })).environments).toEqual([]);
  });

  it("finds services whatever their capitals, pages by fifty and never shows the future", async () => {
    const cells = Array.from({ length: 60 }, (_, i) => cell(DEV, `service-${String(i).padStart(2, "0")}`));
    await board.save({ at: minutesAgo(50), cells });
    const [first, second] = [await look(10), await look(10, { page: 2 })];
    expect([first.services.length, second.services.length, first.pages]).toEqual([50, 10, 2]);
    expect((await look(10, { q: "VICE-4" })).services).toHaveLength(10);
    expect((await look(10, { q: "%" })).services).toHaveLength(0);
    expect((await look(-500)).at).toBe(NOW.toISOString());
  });

  it("lags as it lagged", async () => {
    await board.save({ at: minutesAgo(50), cells: [runs("1.2.0"), cell(STAGING, "web", { desired: "1.0.0" })] });
    await board.save({ at: minutesAgo(40), cells: [cell(STAGING, "web", { desired: "1.2.0" })] });
    const lagAt = async (minutes: number) => (await look(minutes, { env: STAGING })).services[0]?.cells[0]?.lag;
    expect([await lagAt(45), await lagAt(40)]).toEqual(["2 minor behind", null]);
  });
});

async function pipelineInForce() {
  const { pipeline } = await board.db.policyReading.findFirstOrThrow();
  return pipeline as unknown as ReturnType<typeof import("./board.test-support").pipeline>;
}

describe("when Slipway was not watching", () => {
  const heard = (minutes: number, change = {}) =>
    board.argocd({
      at: minutesAgo(minutes),
      lastEventAt: minutesAgo(minutes),
      lastListAt: minutesAgo(minutes),
      ...change,
    });
  const gapsAt = async (minutes: number) =>
    (await look(minutes)).gaps.map(({ from, until }) => [from, until].map((at) => at && minutesBefore(at)));
  const minutesBefore = (iso: string) => (NOW.getTime() - Date.parse(iso)) / 60_000;

  beforeEach(async () => {
    await board.db.$executeRaw`TRUNCATE instance, watch_gap`;
    await heard(100);
  });

  it("is from the last that was heard until it was heard again, however often it failed in between", async () => {
    await board.argocd({ state: "stale", at: minutesAgo(80), lastEventAt: minutesAgo(90), lastListAt: null });
    await board.argocd({ state: "offline", at: minutesAgo(75), lastEventAt: minutesAgo(90), lastListAt: null });
    expect(await gapsAt(70)).toEqual([[100, null]]);
    await heard(60);
    expect(await gapsAt(70)).toEqual([[100, 60]]);
    expect(await gapsAt(59)).toEqual([]);
  });

  it("is the time in which no worker was there", async () => {
    await heard(40);
    expect(await gapsAt(70)).toEqual([[100, 40]]);
    await heard(39);
    expect(await gapsAt(39.5)).toEqual([]);
  });

  it("is not a clock that was moved while it listened", async () => {
    await board.argocd({ at: minutesAgo(30), lastEventAt: minutesAgo(30), lastListAt: minutesAgo(100) });
    expect(await gapsAt(50)).toEqual([]);
  });
});

const version = fc.constantFrom("1.0.0", "1.1.0", null);
const look1 = fc.record({
  minutes: fc.integer({ min: 0, max: 3 }),
  owner: fc.constantFrom(DEV, STAGING),
  service: fc.constantFrom("web", "scheduler"),
  gone: fc.boolean(),
  desired: version,
  inGit: version,
  tone: fc.constantFrom("fine", "failing", "moving"),
  sync: fc.constantFrom("Synced", "OutOfSync"),
});

describe("whatever happened", () => {
  it("a moment is what the overview showed then, and now is what it shows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(look1, { minLength: 1, maxLength: 12 }), async (steps) => {
        await board.db.$executeRaw`TRUNCATE cell, cell_past`;
        let minutes = 100;
        const shown: { minutes: number; cells: unknown }[] = [];
        for (const { minutes: passed, owner, service, gone, tone, ...change } of steps) {
          minutes -= passed;
          const one = cell(owner ?? "", service, { ...change, tone: tone as "fine", sync: change.sync as "Synced" });
          await board.save({ at: minutesAgo(minutes), ...(gone ? { goneCells: [one] } : { cells: [one] }) });
          const last = shown.at(-1);
          if (last?.minutes === minutes) shown.pop();
          shown.push({ minutes, cells: await present() });
        }
        for (const { minutes: then, cells } of shown) expect(told(await look(then))).toEqual(cells);
        expect(told(await look(0))).toEqual(await present());
      }),
      { numRuns: 10 },
    );
  });

  const present = async () =>
    told(await overview(actor, board.deps, { q: "", env: "", only: "all", page: 1, column: 0 }));
  const told = ({ services }: Pick<Awaited<ReturnType<typeof overview>>, "services">) =>
    services
      .flatMap(({ cells }) => cells.map(({ since: _since, ...rest }) => rest))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
});
