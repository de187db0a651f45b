import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAuditLog } from "@/lib/adapters/db/append-audit";
import { openDatabase } from "@/lib/adapters/db/client";
import { createFavourites } from "@/lib/adapters/db/favourites";
import { createListen } from "@/lib/adapters/db/listen";
import { createPeople } from "@/lib/adapters/db/people";
import { createPolicyDecisions } from "@/lib/adapters/db/policy-decisions";
import { createServiceTokens } from "@/lib/adapters/db/service-tokens";
import { type TcpGate, tcpGate } from "@/lib/adapters/db/tcp-gate.test-support";
import { readPipeline } from "@/lib/adapters/policy/read-pipeline";
import { systemClock } from "@/lib/adapters/system/clock";
import { demoIdentity } from "@/lib/auth/demo-people";
import { signedIn } from "@/lib/auth/signed-in.test-support";
import { aPod } from "@/lib/domain/resource-row.test-support";
import { RESOURCE_PROBLEM } from "@/lib/http/inside-address";
import { createLiveHub } from "@/lib/http/live-hub";
import { application, type Board, cell, claiming, environment, testBoard } from "@/lib/queries/board.test-support";
import { AWAY, scriptedInside } from "@/lib/queries/scripted-inside.test-support";
import type { server } from "@/lib/server";
import { GET as exportRoute } from "./audit/export/route";
import { GET as auditRoute } from "./audit/route";
import { GET as verifyRoute } from "./audit/verify/route";
import { GET as compareRoute } from "./compare/route";
import { GET as applicationsRoute } from "./environments/[environment]/applications/route";
import { GET as diffRoute } from "./environments/[environment]/diff/route";
import { GET as environmentEventsRoute } from "./environments/[environment]/events/route";
import { GET as historyRoute } from "./environments/[environment]/history/route";
import { GET as logsDownloadRoute } from "./environments/[environment]/logs/download/route";
import { GET as logsRoute } from "./environments/[environment]/logs/route";
import { GET as manifestRoute } from "./environments/[environment]/manifest/route";
import { GET as resourceRoute } from "./environments/[environment]/resource/route";
import { GET as resourcesRoute } from "./environments/[environment]/resources/route";
import { GET as environmentRoute } from "./environments/[environment]/route";
import { GET as treeRoute } from "./environments/[environment]/tree/route";
import { GET as eventsRoute } from "./events/route";
import { GET as favouritesRoute, POST as keepFavouriteRoute } from "./favourites/route";
import { GET as findRoute } from "./find/route";
import { GET as frameRoute } from "./frame/route";
import { GET as healthRoute } from "./health/route";
import { GET as homeRoute } from "./home/route";
import { GET as overviewRoute } from "./overview/route";
import { GET as pastRoute } from "./past/route";
import { GET as timelineRoute } from "./timeline/route";
import { GET as wallRoute } from "./wall/route";

const WEB = "http://127.0.0.1:3000";
const SECRET = "a-secret-of-at-least-thirty-two-characters";
const stop = new AbortController();
const logged: { message: string; reason: unknown }[] = [];
const quiet = {
  info() {},
  warn() {},
  error: (message: string, facts?: Record<string, unknown>) => void logged.push({ message, reason: facts?.reason }),
};

const noGit = {} as ReturnType<typeof server>["git"];

/** A machine that is busy takes its time. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

let board: Board;
let gate: TcpGate;
let parts: ReturnType<typeof server>;
/** The seconds to wait for who writes; null: nobody waits. */
const limited: { wait: number | null } = { wait: null };
const limits = { take: async () => limited.wait };

beforeAll(async () => {
  board = await testBoard();
  gate = await tcpGate(board.url);
  const db = openDatabase(gate.url, { queryTimeoutMs: 1_000 });
  const settings = {
    demo: true,
    web: { url: WEB, secret: SECRET },
    signIn: { demo: true, github: null, oidc: null },
    firstAdmin: null,
    git: { branch: "main" },
    firstAdminCodeHash: null,
  } as unknown as ReturnType<typeof server>["settings"];
  const clock = { now: () => board.deps.now };
  const listen = createListen(board.url, quiet);
  const live = createLiveHub({ db, listen, clock, log: quiet, stop: stop.signal });
  const audit = createAuditLog(db);
  parts = {
    settings,
    db,
    anchors: null,
    audit,
    people: createPeople(db),
    limits,
    clock,
    listen,
    live,
    log: quiet,
    demoClocks: null,
    git: noGit,
    insideOf: () => null,
    favourites: createFavourites(db),
    policyDecisions: createPolicyDecisions(db),
    readPolicy: readPipeline,
    serviceTokens: createServiceTokens(db),
    realClock: systemClock,
    release: "a",
  };
  (globalThis as unknown as { slipwayServer: typeof parts }).slipwayServer = parts;
  await board.policy([claiming(environment("dev-env-1"))], ["web"]);
  await board.argocd();
  await board.save({ applications: [application("dev-env-1")], cells: [cell("dev-env-1", "web")] });
});
afterEach(() => {
  gate.open();
  logged.length = 0;
});
afterAll(async () => {
  stop.abort();
  await parts.db.$disconnect();
  await gate.close();
  await board.drop();
});

const cookie = () => signedIn(board.deps.db, SECRET, demoIdentity("vera"));

type Asking = { signedIn?: boolean; headers?: Record<string, string>; signal?: AbortSignal };

async function ask(path: string, { signedIn = true, headers = {}, signal }: Asking = {}): Promise<Response> {
  const request = new Request(`${WEB}${path}`, {
    headers: { ...headers, ...(signedIn ? { cookie: await cookie() } : {}) },
    ...(signal ? { signal } : {}),
  });
  const { pathname } = new URL(request.url);
  const plain = PLAIN_ROUTES.get(pathname);
  if (plain) return plain(request, undefined);
  const [name = "", ...parts] = pathname.replace("/api/environments/", "").split("/");
  const part = parts.join("/");
  const route = PARTS.get(part);
  if (!route) throw new Error(`no route ${pathname}`);
  return route(request, { params: Promise.resolve({ environment: decodeURIComponent(name) }) });
}

const PLAIN_ROUTES = new Map([
  ["/api/overview", overviewRoute],
  ["/api/audit", auditRoute],
  ["/api/audit/verify", verifyRoute],
  ["/api/audit/export", exportRoute],
  ["/api/compare", compareRoute],
  ["/api/frame", frameRoute],
  ["/api/past", pastRoute],
  ["/api/events", eventsRoute],
  ["/api/timeline", timelineRoute],
  ["/api/favourites", favouritesRoute],
  ["/api/find", findRoute],
  ["/api/home", homeRoute],
  ["/api/wall", wallRoute],
]);

const PARTS = new Map([
  ["", environmentRoute],
  ["resources", resourcesRoute],
  ["diff", diffRoute],
  ["history", historyRoute],
  ["applications", applicationsRoute],
  ["events", environmentEventsRoute],
  ["tree", treeRoute],
  ["resource", resourceRoute],
  ["manifest", manifestRoute],
  ["logs", logsRoute],
  ["logs/download", logsDownloadRoute],
]);

/** What a part must be asked with. */
const ASKED = new Map([
  ["resource", "?resource=/Pod/dev/web-1"],
  ["manifest", "?resource=/Pod/dev/web-1"],
]);

const partPath = (environment: string, part: string) =>
  `/api/environments/${environment}${part === "" ? "" : `/${part}${ASKED.get(part) ?? ""}`}`;

/** What was logged of a request; the live hub has its own troubles to tell of. */
const failure = () => logged.find((one) => one.message === "a request failed");

const ROUTES = [...PLAIN_ROUTES.keys(), ...[...PARTS.keys()].map((part) => partPath("dev-env-1", part))];

describe("every route", () => {
  it.each(ROUTES)("%s answers nobody who is not signed in", async (path) => {
    const answer = await ask(path, { signedIn: false });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: "signed-out",
      message: "You are signed out. Sign in and try again.",
    });
  });

  it.each(ROUTES)("%s lets nothing on the way keep its answer", async (path) => {
    for (const signedIn of [true, false]) {
      const answer = await ask(path, { signedIn });
      expect(answer.headers.get("cache-control")).toContain("no-store");
      if (answer.headers.get("content-type")?.startsWith("text/event-stream")) await answer.body?.cancel();
    }
  });

  it.each(ROUTES)("%s says that the database is away in one sentence, and why only in the log", async (path) => {
    gate.cut();
    const answer = await ask(path);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      error: "unavailable",
      message: "Slipway's database does not answer. Try again in a moment.",
    });
    expect(failure()?.reason).toMatch(/Error: .+\n\s+at /);
  });

  it("gives no words of its own fault to the outside", async () => {
    await board.db.$executeRaw`ALTER TABLE cell RENAME TO cell_away`;
    const answer = await ask("/api/overview");
    await board.db.$executeRaw`ALTER TABLE cell_away RENAME TO cell`;
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: "failed",
      message: "Something went wrong in Slipway. It is in its log; try again in a moment.",
    });
    expect(String(failure()?.reason)).toContain("cell");
  });
});

describe("an export of the audit", () => {
  it("is on record itself, before its first line, with who took it and from where", async () => {
    const answer = await ask("/api/audit/export?format=jsonl&who=demo:vera", {
      headers: { "x-forwarded-for": "203.0.113.9, 10.0.0.7" },
    });
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="slipway-audit-2026-11-24.jsonl"');
    const lines = (await answer.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const last = JSON.parse(lines.at(-2).body);
    expect(last).toMatchObject({
      kind: "audit-exported",
      actor: { id: "demo:vera" },
      details: { format: "jsonl", filter: "who=demo%3Avera" },
      address: "10.0.0.7",
    });
    expect(lines.at(-1)).toEqual({ head: { seq: lines.at(-2).seq, hash: lines.at(-2).hash } });
  });
});

describe("what is asked of Argo CD", () => {
  const pod = aPod("web-1", "CrashLoopBackOff", { health: "Degraded", uid: "p" });
  const tree = { nodes: [pod], hosts: [] };
  const asking = (script: Parameters<typeof scriptedInside>[0]) => {
    parts.insideOf = scriptedInside(script).insideOf;
  };
  afterEach(() => {
    parts.insideOf = () => null;
  });

  it("the tree is sent once, and again only when it is another", async () => {
    asking({ tree });
    const first = await ask("/api/environments/dev-env-1/tree");
    const page: unknown = await first.json();
    expect(page).toMatchObject({ application: "dev-env-1-linq", rows: [{ name: "web-1", words: "Crash loop" }] });
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect((await ask("/api/environments/dev-env-1/tree", { headers })).status).toBe(304);
    asking({ tree: { ...tree, nodes: [] } });
    expect((await ask("/api/environments/dev-env-1/tree", { headers })).status).toBe(200);
  });

  it.each(["tree", "resource", "manifest"])("%s says what Argo CD could not give", async (part) => {
    asking({ tree: AWAY });
    const answer = await ask(partPath("dev-env-1", part));
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({
      error: "outside-away",
      message: expect.stringMatching(/^Argo CD does not answer, so .+ cannot be read now/),
    });
  });

  it("our own history stands while Argo CD is away, with the sentence", async () => {
    asking({ tree: AWAY });
    const answer = await ask(partPath("dev-env-1", "events"));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      cluster: {
        events: [],
        problem: "Argo CD does not answer, so the cluster's events cannot be read now. Try again in a moment.",
      },
      own: [],
    });
  });

  it("a resource stands with a sentence for each part of it that Argo CD could not give", async () => {
    asking({ tree, manifest: AWAY, events: { kind: "refused-this", status: 403, detail: "permission denied" } });
    expect(await (await ask(partPath("dev-env-1", "resource"))).json()).toMatchObject({
      row: { name: "web-1" },
      facts: { value: null, problem: expect.stringContaining("Argo CD does not answer") },
      events: { value: null, problem: expect.stringContaining("It says: permission denied") },
    });
    expect(await (await ask(partPath("dev-env-1", "manifest"))).json()).toMatchObject({
      live: { problem: expect.stringContaining("the manifest in the cluster") },
      desired: { value: null, problem: null },
    });
  });
});

describe("what cannot be asked for", () => {
  it.each([
    ["/api/overview?only=broken", "only is one of all, differing, failing, moving."],
    ["/api/overview?page=0", "page is a whole number from 1 to 10000."],
    ["/api/overview?page=1e3", "page is a whole number from 1 to 10000."],
    ["/api/overview?page=-1", "page is a whole number from 1 to 10000."],
    ["/api/overview?page=", "page is a whole number from 1 to 10000."],
    ["/api/overview?column=x", "column is a whole number from 0 to 10000: the first environment to show."],
    [`/api/overview?q=${"x".repeat(201)}`, "q takes at most 200 characters."],
    [`/api/overview?env=${"x".repeat(201)}`, "env takes at most 200 characters."],
    ["/api/audit?kind=all", expect.stringContaining("kind is one of signed-in,")],
    ["/api/audit/export?format=xml", "format is one of jsonl, csv."],
    ["/api/compare?fromAt=yesterday", "fromAt is an instant in UTC, such as 2026-11-24T14:32:00Z."],
    ["/api/environments/dev-env-1/applications?page=two", "page is a whole number from 1 to 10000."],
    ["/api/timeline?kind=pod", expect.stringMatching(/^kind is one or more of deployments, /)],
    ["/api/timeline?from=yesterday", expect.stringMatching(/^from is a day such as /)],
    ["/api/timeline?after=x", "after is where an earlier page said that the next one goes on."],
    [`/api/timeline?q=${"x".repeat(201)}`, "q takes at most 200 characters."],
    ["/api/environments/dev-env-1/events?resource=Pod", RESOURCE_PROBLEM],
    ["/api/environments/dev-env-1/resource", RESOURCE_PROBLEM],
    ["/api/environments/dev-env-1/resource?resource=Pod", RESOURCE_PROBLEM],
    [`/api/environments/dev-env-1/manifest?resource=/Pod/dev/${"x".repeat(2_000)}`, RESOURCE_PROBLEM],
    ["/api/environments/dev-env-1/manifest?resource=/Pod/dev/a%00b", RESOURCE_PROBLEM],
    ["/api/environments/dev-env-1/history?only=moving", "only is one of all, failed."],
    ["/api/environments/dev-env-1/history?from=a", "from and to are two deployments: give both or neither."],
    [`/api/environments/dev-env-1/history?who=${"x".repeat(601)}`, "who takes at most 600 characters."],
    ["/api/past?at=yesterday", "at is an instant in UTC, such as 2026-11-24T14:32:00Z."],
    ["/api/past?page=0", "page is a whole number from 1 to 10000."],
    ["/api/environments/dev-env-1/logs?filter=/(/", "The filter's pattern cannot be read. There is a ( without its )."],
    [`/api/find?q=${"x".repeat(201)}`, "q takes at most 200 characters."],
    [`/api/wall?env=${"x".repeat(201)}`, "env takes at most 200 characters."],
    [`/api/find?q=${"%00".repeat(1_000_000 / 3)}`, "q takes at most 200 characters."],
    ["/api/events?after=latest", "after is the id of the last event that the page holds: a whole number."],
    ["/api/events?after=-1", "after is the id of the last event that the page holds: a whole number."],
    [`/api/events?after=${"9".repeat(30)}`, "after is the id of the last event that the page holds: a whole number."],
  ])("%s", async (path, message) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: "bad-input", message });
  });

  it.each(["nowhere", "%00", "..%2F..%2Fetc", "dev-env-1%00"])(
    "an environment called %s is a plain 404, and so is each of its parts",
    async (name) => {
      for (const part of PARTS.keys()) {
        const answer = await ask(partPath(name, part));
        expect(answer.status).toBe(404);
        expect(await answer.json()).toMatchObject({ error: "not-found" });
      }
    },
  );

  it("a search for what no text holds finds nothing and breaks nothing", async () => {
    const answer = await ask(`/api/overview?q=${encodeURIComponent("we\u0000b")}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ filter: { q: "web" }, services: [{ name: "web" }] });
  });
});

describe("the events", () => {
  async function read(answer: Response, until: RegExp): Promise<string> {
    const reader = answer.body?.getReader();
    if (!reader) throw new Error("no body");
    let text = "";
    while (!until.test(text)) text += new TextDecoder().decode((await reader.read()).value);
    reader.releaseLock();
    return text;
  }

  it("begin with a sign of life, and go on from what the page holds", async () => {
    const { _max } = await board.db.liveChange.aggregate({ _max: { id: true } });
    const answer = await ask(`/api/events?after=${_max.id}`);
    expect(answer.status).toBe(200);
    await soon(() => parts.live.viewers()).toBe(1);
    await board.save({ cells: [cell("dev-env-1", "web", { words: "Rolling out" })] });
    const text = await read(answer, /event: change[\s\S]*\n\n/);
    expect(text).toMatch(/^retry: 1000\n\nevent: beat\ndata: \{.*\}\n\n/);
    // A beat may come between: the hub says when it has its database back after the tests above.
    expect(text).toMatch(/\nid: \d+\nevent: change\n/);
    expect(text).not.toContain("event: reset");
    expect(text).toContain("Rolling out");
    await answer.body?.cancel();
    await soon(() => parts.live.viewers()).toBe(0);
  });

  it("believe the header of a browser that comes back more than the address it first asked with", async () => {
    const { _max } = await board.db.liveChange.aggregate({ _max: { id: true } });
    const answer = await ask("/api/events?after=0", { headers: { "last-event-id": String(_max.id) } });
    await soon(() => parts.live.viewers()).toBe(1);
    await board.save({ cells: [cell("dev-env-1", "web", { words: "Healthy" })] });
    expect(await read(answer, /event: change/)).not.toContain("event: reset");
    await answer.body?.cancel();
  });

  it("end when the page closes", async () => {
    const page = new AbortController();
    await ask("/api/events", { signal: page.signal });
    await soon(() => parts.live.viewers()).toBe(1);
    page.abort();
    await soon(() => parts.live.viewers()).toBe(0);
  });
});

describe("keeping a favourite", () => {
  async function keep(body: unknown, origin: string | null = WEB): Promise<Response> {
    const headers = { "content-type": "application/json", cookie: await cookie(), ...(origin ? { origin } : {}) };
    const request = new Request(`${WEB}/api/favourites`, { method: "POST", headers, body: JSON.stringify(body) });
    return keepFavouriteRoute(request, undefined);
  }

  it("answers with all that are kept now", async () => {
    const web = { kind: "service", key: "web" };
    expect(await (await keep({ ...web, keep: true })).json()).toMatchObject([web]);
    expect(await (await ask("/api/favourites")).json()).toMatchObject([web]);
    expect(await (await keep({ ...web, keep: false })).json()).toEqual([]);
  });

  it.each(["https://evil.example", "null", null])("is not asked for from %s", async (origin) => {
    expect((await keep({ kind: "service", key: "web", keep: true }, origin)).status).toBe(403);
    expect(await (await ask("/api/favourites")).json()).toEqual([]);
  });

  it.each([
    [{ kind: "service", key: "nothing", keep: true }, 404],
    [{ kind: "person", key: "web", keep: true }, 400],
    [{ kind: "service", key: "we\u0000b", keep: true }, 400],
    [{ kind: "service", key: "x".repeat(301), keep: true }, 400],
    [{ kind: "service", key: "web" }, 400],
    ["web", 400],
  ])("%j: %s", async (body, status) => {
    expect((await keep(body)).status).toBe(status);
  });

  it("waits when it is asked for too often, and says how long", async () => {
    limited.wait = 17;
    const answer = await keep({ kind: "service", key: "web", keep: true });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "17"]);
    expect(await answer.json()).toMatchObject({ error: "too-many", message: expect.stringContaining("Wait") });
    limited.wait = null;
    expect(await (await ask("/api/favourites")).json()).toEqual([]);
  });
});

describe("the health check", () => {
  it("is 200 while the database answers and 503 while it does not, and says no more", async () => {
    const well = await healthRoute();
    expect([well.status, await well.json()]).toEqual([200, { ok: true }]);
    gate.cut();
    const away = await healthRoute();
    expect([away.status, await away.json()]).toEqual([503, { ok: false }]);
  });
});
