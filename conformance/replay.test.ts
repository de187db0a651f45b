import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCEPTED } from "./accepted-differences";
import { recordedNames } from "./read-recording";
import { Replay } from "./replay";
import { auth } from "./situations/00-auth";
import { read } from "./situations/01-read";
import { logs } from "./situations/02-logs";
import { streams } from "./situations/03-streams";
import { deployDev } from "./situations/04-deploy-dev";
import { crashDev } from "./situations/05-crash-dev";
import { productionSync } from "./situations/06-production-sync";
import { drift } from "./situations/10-drift";
import { syncWindows } from "./situations/12-sync-windows";

// Long stories begin earlier, so that they have come to the recorded moment in time.
const EARLY = new Date("2026-11-24T02:05:00Z");

const SITUATIONS: [folder: string, situation: (replay: Replay) => Promise<void>, begin?: Date][] = [
  ["00-auth", auth],
  ["01-read", read],
  ["02-logs", logs],
  ["03-streams", streams],
  ["04-deploy-dev", deployDev],
  ["05-crash-dev", crashDev],
  ["06-production-sync", productionSync],
  ["10-drift", drift, EARLY],
  ["12-sync-windows", syncWindows, EARLY],
];

const used = new Set<object>();

describe.each(SITUATIONS)("%s", (folder, situation, begin) => {
  let replay: Replay;
  beforeAll(async () => {
    replay = await Replay.start(folder, used, begin);
    await situation(replay);
  }, 180_000);
  afterAll(() => replay.server.stop());

  it.each(recordedNames(folder))("%s is answered as the real server did", (name) => {
    expect(replay.found.get(name)).toEqual([]);
  });
});

it("accepts no difference that no longer occurs", () => {
  expect(ACCEPTED.filter((row) => !used.has(row))).toEqual([]);
});
