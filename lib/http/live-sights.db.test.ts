import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createListen } from "@/lib/adapters/db/listen";
import type { Role } from "@/lib/domain/pipeline";
import { sightFor } from "@/lib/domain/sight";
import {
  application,
  type Board,
  cell,
  claiming,
  environment,
  minutesAgo,
  NOW,
  testBoard,
} from "@/lib/queries/board.test-support";
import type { Viewer } from "./live-groups";
import { createLiveHub, type LiveHub } from "./live-hub";

const quiet = { info() {}, warn() {}, error() {} };
const SELDOM = { beatMs: 600_000, retryMs: 50, patienceMs: 300 };
const DEV = "dev-env-1";
const PRODUCTION = "production-env-1";

/** A machine that is busy takes its time. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

const viewing = (name: string, environments: string): Role => ({
  name,
  groups: [name],
  may: [{ environments, actions: ["view"] }],
});
const ROLES = [viewing("everyone", "*"), viewing("developers", "dev-*"), viewing("operators", "production-*")];

let board: Board;
let stop = new AbortController();
let hub: LiveHub;

beforeAll(async () => {
  board = await testBoard();
});
beforeEach(async () => {
  await board.empty();
  await setPolicy(ROLES);
  await board.argocd();
  await board.argocd({ name: "other" });
  await board.save({
    applications: [application(DEV), application(PRODUCTION)],
    cells: [cell(DEV, "web"), cell(PRODUCTION, "web")],
  });
  hub = createLiveHub({
    db: board.db,
    listen: createListen(board.url, quiet),
    clock: { now: () => NOW },
    log: quiet,
    stop: stop.signal,
    timing: SELDOM,
  });
});
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});
afterAll(() => board.drop());

async function setPolicy(roles: Role[]) {
  const [dev, production] = [environment(DEV), environment(PRODUCTION, { position: 1, from: DEV, argocd: "other" })];
  await board.policy([claiming(dev), claiming(production)], ["web"], roles);
}

async function newestId(): Promise<bigint> {
  return (await board.db.liveChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}

function page(groups: string[], after: bigint | null = null) {
  const bytes: Uint8Array[] = [];
  const viewer: Viewer = { send: (frame) => void bytes.push(frame), close() {} };
  const leave = hub.subscribe(after, viewer, sightFor({ groups, provider: "github" }));
  const text = () => bytes.map((frame) => new TextDecoder().decode(frame)).join("");
  return {
    viewer,
    leave,
    bytes,
    text,
    changes: () => text().match(/^event: change$/gm)?.length ?? 0,
    resets: () => text().match(/^event: reset$/gm)?.length ?? 0,
  };
}

const say = (name: string, words: string) => board.save({ cells: [cell(name, "web", { words })] });

async function joined(...pages: unknown[]) {
  await soon(() => hub.viewers()).toBe(pages.length);
}

describe("live events", () => {
  it("tell each page of what its person may view, and no word of anything else", async () => {
    const [dev, operator, all, nobody] = [
      page(["developers"]),
      page(["operators"]),
      page(["everyone"]),
      page(["unknown"]),
    ];
    await joined(dev, operator, all, nobody);
    await say(DEV, "Raising dev");
    await soon(() => dev.changes()).toBe(1);
    await say(PRODUCTION, "Raising production");
    await soon(() => operator.changes()).toBe(1);
    await soon(() => all.changes()).toBe(2);
    expect(dev.text()).toContain("Raising dev");
    expect(dev.text()).not.toContain("production");
    expect(operator.text()).toContain("Raising production");
    expect(operator.text()).not.toContain("dev-env-1");
    expect([dev.changes(), operator.changes(), nobody.changes()]).toEqual([1, 1, 0]);
    expect(all.text()).toContain("Raising dev");
    expect(all.text()).toContain("Raising production");
  });

  it("are built once for all who see the same: the very same bytes", async () => {
    const pages = [...Array(10).keys()].map(() => page(["developers"]));
    const others = [...Array(10).keys()].map(() => page(["everyone"]));
    await joined(...pages, ...others);
    await say(DEV, "Raising dev");
    for (const one of [...pages, ...others]) await soon(() => one.changes()).toBe(1);
    for (const one of pages) expect(one.bytes.at(-1)).toBe(pages[0]?.bytes.at(-1));
    for (const one of others) expect(one.bytes.at(-1)).toBe(others[0]?.bytes.at(-1));
    expect(pages[0]?.bytes.at(-1)).not.toBe(others[0]?.bytes.at(-1));
  });

  it("replay after a break what was missed, of the same sight only", async () => {
    const stays = page(["everyone"]);
    const first = page(["developers"]);
    await joined(stays, first);
    const held = await newestId();
    first.leave();
    await say(PRODUCTION, "Raising production");
    await soon(() => stays.changes()).toBe(1);
    await say(DEV, "Raising dev");
    await soon(() => stays.changes()).toBe(2);
    const again = page(["developers"], held);
    await soon(() => again.changes()).toBe(1);
    expect(again.text()).toContain("Raising dev");
    expect(again.text()).not.toContain("production");
    expect(again.resets()).toBe(0);
  });

  it("never replay to one sight what was kept for another", async () => {
    const all = page(["everyone"]);
    await joined(all);
    const held = await newestId();
    await say(PRODUCTION, "Raising production");
    await soon(() => all.changes()).toBe(1);
    const late = page(["developers"], held);
    await soon(() => late.resets()).toBe(1);
    expect(late.changes()).toBe(0);
    expect(late.text()).not.toContain("production");
  });

  it("follow the rules: with another policy everybody loads anew and is grouped by it", async () => {
    const dev = page(["developers"]);
    const all = page(["everyone"]);
    await joined(dev, all);
    await setPolicy([viewing("everyone", "dev-*"), viewing("developers", "*")]);
    await soon(() => dev.resets()).toBe(1);
    await soon(() => all.resets()).toBe(1);
    await say(PRODUCTION, "Raising production");
    await soon(() => dev.changes()).toBe(1);
    await say(DEV, "Raising dev");
    await soon(() => all.changes()).toBe(1);
    expect(dev.text()).toContain("Raising production");
    expect(all.text()).not.toContain("production");
  });

  it("follow a person: one who lost a group loads anew and hears no more of it", async () => {
    const one = page(["everyone"]);
    await joined(one);
    hub.look(one.viewer, sightFor({ groups: ["everyone"], provider: "github" }));
    expect(one.resets()).toBe(0);
    hub.look(one.viewer, sightFor({ groups: ["developers"], provider: "github" }));
    expect(one.resets()).toBe(1);
    await say(PRODUCTION, "Raising production");
    await say(DEV, "Raising dev");
    await soon(() => one.changes()).toBe(1);
    expect(one.text()).not.toContain("production");
    expect(hub.viewers()).toBe(1);
  });

  it("carry of each Argo CD only what serves an environment that is seen", async () => {
    const dev = page(["developers"]);
    const operator = page(["operators"]);
    await joined(dev, operator);
    await board.argocd({ name: "other", state: "offline", message: "The secret Argo CD is away.", at: minutesAgo(1) });
    await soon(() => operator.text()).toContain("The secret Argo CD is away.");
    await say(DEV, "Raising dev");
    await soon(() => dev.text()).toContain("Raising dev");
    const heard = dev.changes();
    await board.argocd({ name: "other", state: "live", at: minutesAgo(1) });
    await soon(() => operator.text()).toMatch(/"name":"other","state":"live"/);
    expect(dev.changes()).toBe(heard);
    expect(dev.text()).not.toContain("other");
  });
});
