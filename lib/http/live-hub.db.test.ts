import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { LIVE_CHANNEL } from "@/lib/adapters/db/channels";
import { type Database, openDatabase } from "@/lib/adapters/db/client";
import { createListen } from "@/lib/adapters/db/listen";
import { announce } from "@/lib/adapters/db/save-projection";
import { tcpGate } from "@/lib/adapters/db/tcp-gate.test-support";
import { EVERYTHING, type SightIn } from "@/lib/domain/sight";
import { testDatabase } from "@/lib/testing/test-database";
import type { Viewer } from "./live-groups";
import { createLiveHub, type LiveHub } from "./live-hub";

const at = new Date("2026-11-24T10:00:00Z");
const quiet = { info() {}, warn() {}, error() {} };
const SELDOM = { beatMs: 600_000, retryMs: 50, patienceMs: 300 };
const OFTEN = { beatMs: 50, retryMs: 50, patienceMs: 300 };

/** A machine that is busy takes its time. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

let base: Awaited<ReturnType<typeof testDatabase>>;
let stop = new AbortController();
const opened: Database[] = [];

beforeAll(async () => {
  base = await testDatabase();
});
afterEach(async () => {
  stop.abort();
  stop = new AbortController();
  await Promise.all(opened.splice(0).map((db) => db.$disconnect()));
});
afterAll(() => base.drop());

function hubOn(options: { dbUrl?: string; listenUrl?: string; timing?: typeof SELDOM } = {}): LiveHub {
  const db = options.dbUrl ? openDatabase(options.dbUrl, { queryTimeoutMs: 500 }) : base.db;
  if (db !== base.db) opened.push(db);
  const listen = createListen(options.listenUrl ?? base.url, quiet, { checkMs: 100, answerMs: 300 });
  return createLiveHub({
    db,
    listen,
    clock: { now: () => at },
    log: quiet,
    stop: stop.signal,
    timing: options.timing ?? SELDOM,
  });
}

/** Says that this cell has changed, as the worker does. There is no such cell, so its key comes back as gone. */
async function change(key: string): Promise<bigint> {
  return base.db.$transaction(async (tx) => {
    await announce(tx, { at, cells: [key], environments: [], everything: false });
    return (await tx.liveChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
  });
}

type Heard = {
  event: string;
  id: string | null;
  data: { gone?: string[]; anew?: boolean; databaseAwaySince?: string | null };
};

function page(hub: LiveHub, after: bigint | null, sightIn: SightIn = () => EVERYTHING) {
  const bytes: Uint8Array[] = [];
  let closed = false;
  const viewer: Viewer = {
    send: (frame) => void bytes.push(frame),
    close: () => {
      closed = true;
    },
  };
  const leave = hub.subscribe(after, viewer, sightIn);
  const heard = () => bytes.map((frame) => parsed(new TextDecoder().decode(frame)));
  return {
    leave,
    viewer,
    bytes,
    heard,
    changes: () => heard().filter((one) => one.event !== "beat"),
    keys: () => heard().flatMap((one) => one.data.gone ?? []),
    beats: () => heard().filter((one) => one.event === "beat"),
    isClosed: () => closed,
  };
}

function parsed(text: string): Heard {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? null;
  return { event: field("event") ?? "", id: field("id"), data: JSON.parse(field("data") ?? "{}") as Heard["data"] };
}

describe("the live hub", () => {
  it("sends every page the very same bytes, built once", async () => {
    const hub = hubOn();
    const pages = Array.from({ length: 50 }, () => page(hub, null));
    await soon(() => hub.viewers()).toBe(50);
    await change("dev/web");
    for (const one of pages) await soon(() => one.changes()).toHaveLength(1);
    const [first] = pages;
    for (const one of pages) expect(one.bytes.at(-1)).toBe(first?.bytes.at(-1));
  });

  it("resumes without a miss or a double, whenever a page joins", async () => {
    const hub = hubOn();
    const first = page(hub, await change("dev/before"));
    await soon(() => hub.viewers()).toBe(1);
    const keys = Array.from({ length: 40 }, (_, index) => `dev/service-${index}`);
    const joined: { from: number; page: ReturnType<typeof page> }[] = [];
    for (const [index, key] of keys.entries()) {
      const id = await change(key);
      if (index % 7 === 0) joined.push({ from: index + 1, page: page(hub, id) });
    }
    await soon(() => first.keys()).toEqual(keys);
    for (const { from, page: late } of joined) {
      await soon(() => late.keys().at(-1)).toBe(keys.at(-1));
      // What was announced together is sent together, so a page may hear again of what it holds: its ids tell.
      expect(late.keys()).toEqual(expect.arrayContaining(keys.slice(from)));
      expect(new Set(late.keys()).size).toBe(late.keys().length);
      expect(late.changes().every((one) => one.event === "change")).toBe(true);
    }
    const ids = first.changes().map((one) => BigInt(one.id ?? "0"));
    expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
  });

  it("lets a page resume that was loaded before anything was kept", async () => {
    const hub = hubOn();
    const held = await change("dev/web");
    page(hub, held);
    await soon(() => hub.viewers()).toBe(1);
    await change("dev/scheduler");
    const other = page(hub, held);
    await soon(() => other.changes()).toMatchObject([{ event: "change", data: { gone: ["dev/scheduler"] } }]);
  });

  it("tells a page to load anew when a restart has forgotten what it missed", async () => {
    const held = await change("dev/web");
    await change("dev/web");
    const hub = hubOn();
    const late = page(hub, held);
    await soon(() => late.changes()).toMatchObject([{ event: "reset", data: { anew: false } }]);
    const upToDate = page(hub, BigInt(late.changes()[0]?.id ?? "0"));
    await change("dev/web");
    await soon(() => upToDate.changes()).toMatchObject([{ event: "change" }]);
  });

  it("tells a page that comes from another database that the ids began anew", async () => {
    const ahead = page(hubOn(), 900_000_000n);
    await soon(() => ahead.changes()).toMatchObject([{ event: "reset", data: { anew: true } }]);
  });

  it("does not take a page for a stranger that holds what is not built yet", async () => {
    const hub = hubOn();
    page(hub, null);
    await soon(() => hub.viewers()).toBe(1);
    const ahead = page(hub, await change("dev/web"));
    await change("dev/scheduler");
    await soon(() => ahead.keys()).toContain("dev/scheduler");
    expect(ahead.changes().filter((one) => one.event === "reset")).toEqual([]);
  });

  it("forgets a page that leaves, also one that leaves before it was served", async () => {
    const hub = hubOn();
    const stays = page(hub, null);
    page(hub, null).leave();
    await soon(() => hub.viewers()).toBe(1);
    stays.leave();
    expect(hub.viewers()).toBe(0);
  });

  it("sends a large change as a reset, which is small", async () => {
    const hub = hubOn();
    const one = page(hub, null);
    await soon(() => hub.viewers()).toBe(1);
    await base.db.$transaction((tx) =>
      announce(tx, {
        at,
        cells: Array.from({ length: 401 }, (_, i) => `dev/s${i}`),
        environments: [],
        everything: false,
      }),
    );
    await soon(() => one.changes()).toMatchObject([{ event: "reset" }]);
  });
});

describe("the live hub without its database", () => {
  it("hears again after its connection was cut, and of what was said meanwhile", async () => {
    const gate = await tcpGate(base.url);
    const hub = hubOn({ listenUrl: gate.url });
    const one = page(hub, null);
    await soon(() => hub.viewers()).toBe(1);
    gate.cut();
    await change("dev/meanwhile");
    gate.open();
    await soon(() => one.keys()).toEqual(["dev/meanwhile"]);
    await gate.close();
  });

  it("notices a connection that died without a word", async () => {
    const gate = await tcpGate(base.url);
    const hub = hubOn({ listenUrl: gate.url });
    const one = page(hub, null);
    await soon(() => hub.viewers()).toBe(1);
    gate.hush();
    await change("dev/unheard");
    // Only once the old connection was given up is there a new one to hear by.
    const passing = setInterval(() => gate.open(), 1_000);
    await soon(() => one.keys()).toEqual(["dev/unheard"]);
    clearInterval(passing);
    await gate.close();
  });

  it("finds a change whose notification never came, at its next beat", async () => {
    const gate = await tcpGate(base.url);
    const hub = hubOn({ listenUrl: gate.url, timing: OFTEN });
    const one = page(hub, null);
    await soon(() => hub.viewers()).toBe(1);
    gate.cut();
    await change("dev/unannounced");
    await soon(() => one.keys()).toEqual(["dev/unannounced"]);
    await gate.close();
  });

  it("says that the database is away while it is, keeps the page, and goes on when it is back", async () => {
    const gate = await tcpGate(base.url);
    const hub = hubOn({ dbUrl: gate.url, timing: OFTEN });
    const one = page(hub, null);
    await soon(() => one.beats().at(-1)?.data).toMatchObject({ databaseAwaySince: null });
    await soon(() => hub.viewers()).toBe(1);
    gate.hush();
    await soon(() => one.beats().at(-1)?.data).toMatchObject({ databaseAwaySince: at.toISOString() });
    await change("dev/meanwhile");
    gate.open();
    await soon(() => one.keys()).toEqual(["dev/meanwhile"]);
    await soon(() => one.beats().at(-1)?.data).toMatchObject({ databaseAwaySince: null });
    expect(one.isClosed()).toBe(false);
    await gate.close();
  });

  it("ends a page's stream when it cannot even begin, so that its browser tries again", async () => {
    const gate = await tcpGate(base.url);
    gate.cut();
    const hub = hubOn({ dbUrl: gate.url });
    const one = page(hub, 1n);
    await soon(() => one.isClosed()).toBe(true);
    expect(hub.viewers()).toBe(0);
    gate.open();
    const again = page(hub, null);
    await soon(() => hub.viewers()).toBe(1);
    await base.db.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, '')`;
    await change("dev/web");
    await soon(() => again.keys()).toEqual(["dev/web"]);
    await gate.close();
  });
});
