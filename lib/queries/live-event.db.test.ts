import { beforeEach, describe, expect, it } from "vitest";
import { EVERYTHING } from "@/lib/domain/sight";
import {
  application,
  boardOfFile,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
  NOW,
} from "./board.test-support";
import { changesAfter, liveEvent } from "./live-event";

const board = boardOfFile();

beforeEach(async () => {
  const dev = environment("dev-env-1");
  const staging = environment("staging-env-1", { position: 1, from: "dev-env-1" });
  await board.policy([claiming(dev), claiming(staging)], ["web", "scheduler"]);
  await board.argocd();
  await board.save({
    applications: [application("dev-env-1"), application("staging-env-1")],
    cells: ["dev-env-1", "staging-env-1"].flatMap((name) => [cell(name, "web"), cell(name, "scheduler")]),
  });
});

async function newest(): Promise<bigint> {
  return (await board.db.liveChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}

async function eventAfter(id: bigint) {
  const changes = await changesAfter(board.db, id);
  if (!changes) throw new Error("nothing was announced");
  return liveEvent(board.db, changes, NOW, EVERYTHING);
}

describe("a live event", () => {
  it("carries the changed cells, those whose lag depends on them, and the headers above them", async () => {
    const before = await newest();
    await board.save({ cells: [cell("dev-env-1", "web", { desired: "1.1.0", running: ["1.1.0"] })] });
    const event = await eventAfter(before);
    expect(event.cells.map((one) => [one.key, one.desired, one.lag]).sort()).toEqual([
      ["dev-env-1/web", "1.1.0", null],
      ["staging-env-1/web", "1.0.0", "1 minor behind"],
    ]);
    expect(event.environments.map((one) => one.name)).toEqual(["dev-env-1"]);
    expect(event.gone).toEqual([]);
    expect(event.id).toBe(String(await newest()));
  });

  it("names the cells that are no more", async () => {
    const before = await newest();
    await board.save({
      goneCells: [{ environment: "dev-env-1", service: "web", applicationId: "default/argocd/dev-env-1-linq" }],
    });
    expect(await eventAfter(before)).toMatchObject({ gone: ["dev-env-1/web"], cells: [{ key: "staging-env-1/web" }] });
  });

  it("gathers everything that was announced since, once", async () => {
    const before = await newest();
    await board.save({ cells: [cell("dev-env-1", "web", { words: "Syncing" })] });
    await board.save({ cells: [cell("dev-env-1", "web", { words: "Healthy" })] });
    await board.save({ deployments: [deployment("staging-env-1", minutesAgo(1))] });
    const event = await eventAfter(before);
    expect(event.cells.filter((one) => one.key === "dev-env-1/web")).toMatchObject([{ words: "Healthy" }]);
    expect(event.environments.map((one) => one.name)).toEqual(["dev-env-1", "staging-env-1"]);
    expect(event.lately).toHaveLength(1);
    expect(await changesAfter(board.db, await newest())).toBeNull();
  });

  it("carries the state of each Argo CD and every banner, also when no cell has changed", async () => {
    const before = await newest();
    await board.argocd({ state: "offline", message: "The connection was refused." });
    expect(await eventAfter(before)).toMatchObject({
      cells: [],
      environments: [],
      instances: [{ name: "default", state: "offline" }],
      notices: [],
    });
  });

  it("says that everything changed when the policy did", async () => {
    const before = await newest();
    await board.policy([claiming(environment("dev-env-1"))], ["web"]);
    expect(await changesAfter(board.db, before)).toMatchObject({ everything: true });
  });
});
