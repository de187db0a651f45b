import { beforeEach, describe, expect, it } from "vitest";
import {
  actor,
  application,
  boardOfFile,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
} from "./board.test-support";
import { wall } from "./wall";

const board = boardOfFile();

beforeEach(async () => {
  await board.policy(
    ["dev-env-1", "staging-env-1"].map((name, position) => claiming(environment(name, { position }))),
    ["web"],
  );
  await board.argocd();
  await board.save({
    applications: [application("dev-env-1"), application("staging-env-1")],
    cells: [cell("dev-env-1", "web"), cell("staging-env-1", "web")],
    deployments: [
      deployment("dev-env-1", minutesAgo(60 * 26), { versions: { web: "1", api: "1" } }),
      deployment("dev-env-1", minutesAgo(60 * 25), { versions: { web: "2", api: "1" } }),
      deployment("dev-env-1", minutesAgo(60), { versions: { web: "3", api: "1" } }),
      deployment("dev-env-1", minutesAgo(30), { versions: { web: "4", api: "2" } }),
    ],
  });
});

const seen = (env = "") => wall(actor, { ...board.deps, release: "r1" }, env);

describe("the wall", () => {
  it("shows each environment in promotion order, and of which release it is", async () => {
    const { release, tiles } = await seen();
    expect(release).toBe("r1");
    expect(tiles.map(({ environment: name, sentence, window }) => [name, sentence, window.state])).toEqual([
      ["dev-env-1", "Dev is well: its one service works as it should.", "always-open"],
      ["staging-env-1", "Staging is well: its one service works as it should.", "always-open"],
    ]);
  });

  it("shows the versions that moved within a day, each service once with its newest", async () => {
    const [dev, staging] = (await seen()).tiles;
    expect(dev?.moved).toEqual([
      { service: "api", from: "1", to: "2", at: minutesAgo(30).toISOString() },
      { service: "web", from: "3", to: "4", at: minutesAgo(30).toISOString() },
    ]);
    expect(staging?.moved).toEqual([]);
  });

  it("shows those that are asked for, whatever their capitals", async () => {
    expect((await seen("STAG")).tiles.map((tile) => tile.environment)).toEqual(["staging-env-1"]);
    expect((await seen("nowhere")).tiles).toEqual([]);
  });
});
