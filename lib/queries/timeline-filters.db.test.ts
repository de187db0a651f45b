import { beforeEach, describe, expect, it } from "vitest";
import { application, boardOfFile, cell, claiming, deployment, environment, minutesAgo } from "./board.test-support";
import { observation, sha, timelineOf } from "./timeline.test-support";

const board = boardOfFile();
const { said, commit } = timelineOf(() => board);

const DEV = "dev-env-1";
const STAGING = "staging-env-1";

describe("the timeline's filters", () => {
  beforeEach(async () => {
    await board.policy(
      [claiming(environment(DEV)), claiming(environment(STAGING, { position: 1 }))],
      ["web", "scheduler"],
    );
    await board.save({ cells: [cell(DEV, "web"), cell(DEV, "scheduler"), cell(STAGING, "web")] });
    await commit("a", "Raise web", minutesAgo(100));
    await commit("b", "Lower 100% of_it", minutesAgo(50), "Sam Roth");
    await board.save({
      deployments: [
        deployment(DEV, minutesAgo(90), { revision: sha("a"), versions: { web: "1.0.0", scheduler: "2.0.0" } }),
        deployment(DEV, minutesAgo(40), { revision: sha("b"), versions: { web: "1.0.0", scheduler: "2.1.0" } }),
        deployment(STAGING, minutesAgo(30), {
          revision: sha("a"),
          by: "Quinn Vale",
          how: "by hand",
          versions: { web: "1.0.0" },
        }),
      ],
      observations: [
        observation(minutesAgo(10), "pod-failing", {
          service: "web",
          environment: STAGING,
          to: "web-1",
          details: { reason: "Crash loop" },
        }),
        observation(minutesAgo(5), "health", { from: "Healthy", to: "Degraded", environment: STAGING }),
      ],
    });
  });

  const deployedA = "deployed aaaaaaa, Raise web, to dev-env-1";
  const deployedB = "deployed bbbbbbb, Lower 100% of_it, to dev-env-1";
  const staged = "deployed aaaaaaa, Raise web, to staging-env-1";
  const crash = "web in staging-env-1: crash loop";
  const degraded = "staging-env-1-linq became Degraded, before Healthy";
  const commits = ["committed bbbbbbb, Lower 100% of_it", "committed aaaaaaa, Raise web"];

  it.each([
    ["kind=deployments", [staged, deployedB, deployedA]],
    ["kind=commits", commits],
    ["kind=pods", [crash]],
    ["kind=health,pods", [degraded, crash]],
    ["kind=operations", []],
    ["env=dev-env-1", [deployedB, deployedA]],
    ["env=staging-env-1&kind=pods", [crash]],
    ["env=nowhere", []],
    ["service=web", [degraded, crash, staged, deployedA]],
    ["service=scheduler", [deployedB, deployedA]],
    ["service=web&env=staging-env-1", [degraded, crash, staged]],
    ["who=sam", [deployedB, commits[0]]],
    ["who=QUINN", [staged]],
    ["q=crash", [crash]],
    ["q=raise web", [staged, deployedA, commits[1]]],
    ["q=100%25 of_it", [deployedB, commits[0]]],
    ["q=%25%25%25", []],
    ["q=' OR true --", []],
  ])("%s", async (query, expected) => {
    expect(await said(query)).toEqual(expected);
  });

  it("from and to hold a range, to its end", async () => {
    const iso = (minutes: number) => minutesAgo(minutes).toISOString().replace(/\.\d+/, "");
    expect(await said(`from=${iso(45)}&to=${iso(20)}&kind=deployments`)).toEqual([staged, deployedB]);
    expect(await said("to=2026-11-23")).toEqual([]);
    expect(await said("from=2026-11-24&to=2026-11-24&kind=deployments")).toEqual([staged, deployedB, deployedA]);
  });
});

describe("what an application alone is told of", () => {
  it("belongs to its only service, in a fleet", async () => {
    await board.policy([claiming(environment(DEV), ["a", "b"])], ["a", "b"]);
    await board.save({
      applications: [application(DEV, { name: "a" }), application(DEV, { name: "b" })],
      cells: [
        cell(DEV, "a", { applicationId: "default/argocd/a" }),
        cell(DEV, "b", { applicationId: "default/argocd/b" }),
      ],
      observations: ["a", "b"].map((name) =>
        observation(minutesAgo(9), "health", {
          from: "Healthy",
          to: "Degraded",
          applicationId: `default/argocd/${name}`,
        }),
      ),
    });
    expect(await said("service=a")).toEqual(["a in dev-env-1 became Degraded, before Healthy"]);
  });
});
