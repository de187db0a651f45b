import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditLog } from "@/lib/adapters/db/append-audit";
import { createPeople } from "@/lib/adapters/db/people";
import { createLimits } from "@/lib/adapters/system/limits";
import { demoIdentity } from "@/lib/auth/demo-people";
import { cookieOf, openSession, signedIn } from "@/lib/auth/signed-in.test-support";
import type { Identity } from "@/lib/domain/policy";
import { type Board, claiming, environment, testBoard } from "@/lib/queries/board.test-support";
import { POST as endRoute } from "./end/route";
import { POST as endOwnRoute } from "./end-own/route";
import { GET as peopleRoute } from "./route";

const WEB = "http://127.0.0.1:3000";
const SECRET = "a-secret-of-at-least-thirty-two-characters";
const ADMIN = {
  name: "admin",
  groups: ["linq/platform"],
  may: [{ environments: "*", actions: ["administer" as const] }],
};
const quiet = { info() {}, warn() {}, error() {} };

let board: Board;
beforeAll(async () => {
  board = await testBoard();
  const { db } = board;
  await board.policy([claiming(environment("dev-env-1"))], ["web"], [ADMIN]);
  const settings = {
    web: { url: WEB, secret: SECRET },
    signIn: { demo: true, github: null, oidc: null },
    firstAdmin: null,
    firstAdminCodeHash: null,
    git: { apiUrl: "" },
  };
  const now = { now: () => new Date() };
  const parts = { people: createPeople(db), audit: createAuditLog(db), limits: createLimits(), log: quiet };
  Object.assign(globalThis, { slipwayServer: { settings, db, clock: now, realClock: now, ...parts } });
});
afterAll(() => board.drop());
beforeEach(async () => {
  await board.db.person.deleteMany();
});

const person = (login: string): Identity => {
  const identity = demoIdentity(login);
  if (!identity) throw new Error(login);
  return identity;
};
const list = (cookie: string) =>
  peopleRoute(new Request(`${WEB}/api/access/people`, { headers: { cookie } }), undefined);
const post = (route: typeof endRoute, cookie: string, body: unknown, origin = WEB) =>
  route(
    new Request(`${WEB}/api/access/people`, {
      method: "POST",
      headers: { cookie, origin, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    undefined,
  );

describe("ended sessions", () => {
  it("are nobody's from the next request on", async () => {
    const [ada, sam] = [
      await signedIn(board.db, SECRET, person("ada")),
      await signedIn(board.db, SECRET, person("sam")),
    ];
    expect((await list(sam)).status).toBe(200);
    const ended = await post(endRoute, ada, { person: "demo:sam", reason: "left the company" });
    expect([ended.status, await ended.json()]).toEqual([200, { ended: 1 }]);
    expect((await list(sam)).status).toBe(401);
    expect((await list(ada)).status).toBe(200);
  });

  it("are not ended by who may not, from elsewhere, or without a reason", async () => {
    const [ada, sam] = [
      await signedIn(board.db, SECRET, person("ada")),
      await signedIn(board.db, SECRET, person("sam")),
    ];
    const body = { person: "demo:ada", reason: "x" };
    expect((await post(endRoute, sam, body)).status).toBe(403);
    expect((await post(endRoute, ada, body, "https://evil.example")).status).toBe(403);
    expect((await post(endRoute, ada, { ...body, reason: " " })).status).toBe(400);
    expect((await post(endRoute, ada, { person: "demo:nobody", reason: "x" })).status).toBe(404);
    expect((await list(ada)).status).toBe(200);
  });

  it("of one's own are the others", async () => {
    const sam = await signedIn(board.db, SECRET, person("sam"));
    const own = await openSession(board.db, person("sam"));
    const row = await board.db.session.findUniqueOrThrow({ where: { id: own } });
    await board.db.session.create({ data: { ...row, id: "another" } });
    const other = await cookieOf("another", SECRET);
    expect((await list(other)).status).toBe(200);
    expect(await (await post(endOwnRoute, sam, {})).json()).toEqual({ ended: 1 });
    expect([(await list(other)).status, (await list(sam)).status]).toEqual([401, 200]);
  });

  it("and unknown ones are nobody's, however well the cookie is made", async () => {
    expect((await list(await cookieOf("no-such-session", SECRET))).status).toBe(401);
    expect((await list(await cookieOf(await openSession(board.db, person("sam")), `${SECRET}!`))).status).toBe(401);
  });
});
