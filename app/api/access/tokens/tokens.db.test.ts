import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuditLog } from "@/lib/adapters/db/append-audit";
import { createFavourites } from "@/lib/adapters/db/favourites";
import { createPeople } from "@/lib/adapters/db/people";
import { createServiceTokens } from "@/lib/adapters/db/service-tokens";
import { actorOf } from "@/lib/auth/auth";
import { demoIdentity } from "@/lib/auth/demo-people";
import { signedIn } from "@/lib/auth/signed-in.test-support";
import { type Board, claiming, environment, testBoard } from "@/lib/queries/board.test-support";
import { accessApi } from "@/lib/routes";
import type { server } from "@/lib/server";
import { POST as clockRoute } from "../../demo/clock/route";
import { POST as favouriteRoute } from "../../favourites/route";
import { GET as frameRoute } from "../../frame/route";
import { POST as revokeRoute } from "./[token]/route";
import { GET as listRoute, POST as makeRoute } from "./route";

const WEB = "http://127.0.0.1:3000";
const SECRET = "a-secret-of-at-least-thirty-two-characters";
const DAY_MS = 86_400_000;
const logged: string[] = [];
const log = {
  info: (...all: unknown[]) => void logged.push(JSON.stringify(all)),
  warn: (...all: unknown[]) => void logged.push(JSON.stringify(all)),
  error: (...all: unknown[]) => void logged.push(JSON.stringify(all)),
};

let board: Board;
let realNow = new Date();

beforeAll(async () => {
  board = await testBoard();
  const { db } = board;
  const settings = { web: { url: WEB, secret: SECRET }, signIn: { demo: true }, firstAdminCodeHash: null };
  const clock = { now: () => board.deps.now };
  const people = createPeople(db);
  const parts = {
    settings: { ...settings, firstAdmin: null },
    db,
    audit: createAuditLog(db),
    // Tokens outlive sessions here: only theirs is the time that passes.
    people: {
      ...people,
      find: (session: string, { at }: { at: Date }) => people.find(session, { at, real: new Date() }),
    },
    limits: { take: async () => null },
    clock,
    log,
    demoClocks: null,
    favourites: createFavourites(db),
    serviceTokens: createServiceTokens(db),
    realClock: { now: () => realNow },
  } as unknown as ReturnType<typeof server>;
  (globalThis as unknown as { slipwayServer: typeof parts }).slipwayServer = parts;
  const admin = { environments: "*", actions: ["view" as const, "sync" as const, "administer" as const] };
  await board.policy(
    [claiming(environment("dev-env-1"))],
    ["web"],
    [{ name: "admin", groups: ["linq/platform"], may: [admin], place: "environments/pipeline.yaml:9" }],
  );
});
afterAll(() => board.drop());

type By = { login?: string; secret?: string; origin?: string };

async function headersOf({ login, secret, origin }: By): Promise<Record<string, string>> {
  const cookie = login && (await signedIn(board.db, SECRET, demoIdentity(login)));
  return {
    "x-forwarded-for": "203.0.113.9",
    ...(cookie ? { cookie, origin: origin ?? WEB } : {}),
    ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
  };
}

async function post(path: string, by: By, body: unknown): Promise<Request> {
  return new Request(`${WEB}${path}`, { method: "POST", headers: await headersOf(by), body: JSON.stringify(body) });
}
const get = async (path: string, by: By) => new Request(`${WEB}${path}`, { headers: await headersOf(by) });

let names = 0;
const wish = (change: object = {}) => ({
  name: `ci ${++names}`,
  environments: ["dev-*"],
  actions: ["view"],
  days: 30,
  ...change,
});
const make = async (by: By, change: object = {}) =>
  makeRoute(await post(accessApi("tokens"), by, wish(change)), undefined);
async function made(change: object = {}): Promise<{ id: string; secret: string; warning: string | null }> {
  const answer = await make({ login: "ada" }, change);
  expect(answer.status).toBe(201);
  return answer.json();
}
const revoke = async (by: By, token: string, reason: unknown = "left the company") =>
  revokeRoute(await post(`/api/access/tokens/${token}`, by, { revoke: true, reason }), {
    params: Promise.resolve({ token }),
  });
const statusOf = async (by: By) => (await frameRoute(await get("/api/frame", by), undefined)).status;
const audited = () =>
  board.db.$queryRaw<{ kind: string; body: string }[]>`SELECT kind, body FROM audit_record ORDER BY seq`;

describe("making a token", () => {
  it("answers its secret once, keeps its hash, and is on record", async () => {
    const { id, secret } = await made({ name: "deployer" });
    expect(secret).toMatch(/^slipway_[\w-]{43}$/);
    const list = await listRoute(await get("/api/access/tokens", { login: "ada" }), undefined);
    const text = await list.text();
    expect(text).toContain("deployer");
    expect(text).not.toContain(secret);
    const row = await board.db.serviceToken.findUniqueOrThrow({ where: { id } });
    expect(text).not.toContain(row.hash);
    expect(JSON.stringify(row)).not.toContain(secret);
    expect((await audited()).at(-1)).toMatchObject({ kind: "token-made" });
  });

  it.each([
    ["no days", { days: 0 }],
    ["more than a year", { days: 366 }],
    ["half a day", { days: 1.5 }],
    ["no environment", { environments: [] }],
    ["no action", { actions: [] }],
    ["an action that is none", { actions: ["fly"] }],
    ["an action for people", { actions: ["view", "approve"] }],
    ["to administer", { actions: ["administer"] }],
    ["a name with a line break", { name: "a\nb" }],
    ["a name that is a number", { name: 7 }],
    ["a secret for a name", { name: "slipway_abc" }],
    ["a glob with a space", { environments: ["dev env"] }],
  ])("is refused with a sentence and makes nothing: %s", async (_name, change) => {
    const before = await board.db.serviceToken.count();
    const answer = await make({ login: "ada" }, change);
    expect(answer.status).toBe(400);
    expect(await board.db.serviceToken.count()).toBe(before);
  });

  it("is for whoever administers, from our own pages; a refusal is on record", async () => {
    expect((await make({ login: "vera" })).status).toBe(403);
    expect((await audited()).at(-1)).toMatchObject({ kind: "access-refused" });
    expect((await make({ login: "ada", origin: "https://evil.example" })).status).toBe(403);
    expect((await make({})).status).toBe(401);
    const { secret } = await made({ environments: ["*"], actions: ["view", "sync"] });
    expect((await make({ secret })).status).toBe(403);
    expect((await listRoute(await get("/api/access/tokens", { login: "vera" }), undefined)).status).toBe(403);
  });

  it("gives a living token's name once, also to many at the same time, and warns of what fits nothing", async () => {
    const name = "only one";
    const all = await Promise.all(Array.from({ length: 5 }, () => make({ login: "ada" }, { name })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect((await made({ environments: ["nowhere-*"] })).warning).toContain("nowhere-*");
  });
});

describe("a token", () => {
  it("asks without a cookie or an origin, and its last use is kept, at most once a minute", async () => {
    const { id, secret } = await made();
    const used = async () => (await board.db.serviceToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    expect(await used()).toBeNull();
    expect(await statusOf({ secret })).toBe(200);
    const first = await used();
    realNow = new Date(realNow.getTime() + 30_000);
    expect(await statusOf({ secret })).toBe(200);
    expect(await used()).toEqual(first);
    realNow = new Date(realNow.getTime() + 31_000);
    await statusOf({ secret });
    expect(await used()).toEqual(realNow);
    expect(await actorOf(await get("/api/frame", { secret }))).toMatchObject({ id: `token:${id}`, provider: "token" });
  });

  it.each(["", "slipway_", "slipway_wrong", "x", "slipway_a b", `slipway_${"a".repeat(10_000)}`])(
    "that is wrong is 401 and never falls back to a cookie: %.20s",
    async (secret) => {
      expect(await statusOf({ login: "ada", secret })).toBe(401);
    },
  );

  it("is 401 once it is revoked, and revoking again keeps the first reason", async () => {
    const { id, secret } = await made();
    expect((await revoke({ login: "vera" }, id)).status).toBe(403);
    expect((await revoke({ secret }, id)).status).toBe(403);
    expect((await revoke({ login: "ada" }, id, " ")).status).toBe(400);
    expect(await statusOf({ secret })).toBe(200);
    expect((await revoke({ login: "ada" }, id, "first")).status).toBe(200);
    const records = (await audited()).length;
    expect((await revoke({ login: "max" }, id, "second")).status).toBe(200);
    expect((await audited()).length).toBe(records);
    expect(await board.db.serviceToken.findUnique({ where: { id } })).toMatchObject({ reason: "first" });
    expect(await statusOf({ login: "ada", secret })).toBe(401);
    expect((await revoke({ login: "ada" }, "no-such")).status).toBe(404);
    expect((await revoke({ login: "ada" }, "00000000-0000-4000-8000-000000000000")).status).toBe(404);
  });

  it("is 401 from the instant it expires, and its name is free then", async () => {
    const { secret } = await made({ name: "short", days: 1 });
    realNow = new Date(realNow.getTime() + DAY_MS - 1);
    expect(await statusOf({ secret })).toBe(200);
    realNow = new Date(realNow.getTime() + 1);
    expect(await statusOf({ secret })).toBe(401);
    await made({ name: "short" });
  });

  it("moves no clock and keeps no favourites", async () => {
    const { secret } = await made();
    const jump = await post("/api/demo/clock", { secret }, { advanceTo: "2026-11-26T00:00:00Z" });
    const star = await post("/api/favourites", { secret }, { kind: "environment", key: "dev-env-1", keep: true });
    expect([(await clockRoute(jump, undefined)).status, (await favouriteRoute(star, undefined)).status]).toEqual([
      403, 403,
    ]);
  });
});

it("leaves no secret in any table or log, however it was used", async () => {
  const { id, secret } = await made({ name: "canary" });
  await statusOf({ secret });
  await make({ secret }, { name: secret.slice(0, 60) });
  await make({ login: "vera" }, { name: secret });
  await make({ login: "ada" }, { name: secret.slice(0, 60), environments: [secret] });
  await revoke({ login: "ada" }, id);
  await statusOf({ secret });
  const tables = await board.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`;
  const texts = await Promise.all(
    tables.map(({ name }) => board.db.$queryRawUnsafe<{ t: string }[]>(`SELECT t::text AS t FROM "${name}" t`)),
  );
  const random = secret.slice("slipway_".length + 6);
  const everything = [...texts.flat().map(({ t }) => t), ...logged].join("\n");
  expect(everything).toContain("canary");
  expect(everything).not.toContain(random);
});
