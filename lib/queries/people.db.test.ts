import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MEMBERSHIP_KEY } from "@/lib/adapters/db/membership-state";
import type { Actor } from "@/lib/auth/actor";
import { openSession } from "@/lib/auth/signed-in.test-support";
import type { Role } from "@/lib/domain/pipeline";
import type { PeopleFilter } from "@/lib/http/contracts/people";
import { actor, type Board, claiming, environment, testBoard } from "./board.test-support";
import { people } from "./people";

const HOUR_MS = 60 * 60_000;
const ADMIN: Role = { name: "admin", groups: ["linq/platform"], may: [{ environments: "*", actions: ["administer"] }] };
const ADA: Actor = {
  ...actor,
  id: "github:1",
  name: "Ada Brandt",
  login: "ada",
  groups: ["linq/platform"],
  provider: "github",
};
const SAM: Actor = { ...ADA, id: "github:7", name: "Sam Roth", login: "sam", groups: ["linq/sre"] };
const ALL: PeopleFilter = { q: "", only: "all", page: 1 };
const GITHUB = { clientId: "a", clientSecret: "b", webUrl: "https://github.com", apiUrl: "https://api.github.com" };

let board: Board;
beforeAll(async () => {
  board = await testBoard();
  await board.policy([claiming(environment("dev-env-1"))], ["web"], [ADMIN]);
});
afterAll(() => board.drop());
beforeEach(async () => {
  await board.db.person.deleteMany();
});

const real = () => new Date();
const deps = () => ({
  db: board.db,
  now: board.deps.now,
  real: real(),
  signIn: { demo: true, github: GITHUB, oidc: null },
  gitApiUrl: GITHUB.apiUrl,
});
const ask = (who: Actor, filter: Partial<PeopleFilter> = {}, session: string | null = null) =>
  people(who, deps(), { filter: { ...ALL, ...filter }, session });
const names = async (filter: Partial<PeopleFilter>) =>
  (await ask(ADA, filter)).people?.rows.map((row) => row.name).sort();

describe("the people's page", () => {
  it("shows an administrator everybody, with what their groups make of them and their open sessions", async () => {
    await openSession(board.db, ADA);
    const ended = await openSession(board.db, SAM);
    await board.db.session.update({ where: { id: ended }, data: { endedAt: new Date() } });
    const page = await ask(ADA);
    expect(page.refused).toBeNull();
    expect(page.people).toMatchObject({ total: 2, pages: 1 });
    const told = page.people?.rows.map(({ name, roles, openSessions, groupsVoid }) => [
      name,
      roles,
      openSessions,
      groupsVoid,
    ]);
    expect(told?.sort()).toEqual([
      ["Ada Brandt", ["admin"], 1, false],
      ["Sam Roth", [], 0, false],
    ]);
  });

  it("shows others their own sessions alone, and says who could see more", async () => {
    await openSession(board.db, ADA);
    const session = await openSession(board.db, SAM);
    const page = await ask(SAM, { q: "ada" }, session);
    expect(page.people).toBeNull();
    expect(page.refused).toBe("You may not administer. The policy lets admin do it.");
    expect(page.sessions.map(({ id, own }) => [id, own])).toEqual([[session, true]]);
    expect(JSON.stringify(page)).not.toContain("Ada");
  });

  it("finds by name, login, mail and group, and by open sessions", async () => {
    await openSession(board.db, ADA);
    const ended = await openSession(board.db, SAM);
    await board.db.session.update({ where: { id: ended }, data: { endedAt: new Date() } });
    expect(await names({ q: "brandt" })).toEqual(["Ada Brandt"]);
    expect(await names({ q: "LINQ/SRE" })).toEqual(["Sam Roth"]);
    expect(await names({ q: "%" })).toEqual([]);
    expect(await names({ only: "open" })).toEqual(["Ada Brandt"]);
  });

  it("pages through thousands, and a page past the end still says how many there are", async () => {
    const now = new Date();
    const seen = { groupsSince: now, groupsReadAt: now, firstSeen: now, lastSeen: now };
    const others = Array.from({ length: 2_000 }, (_, index) => ({ ...SAM, id: `github:${1_000 + index}`, ...seen }));
    await board.db.person.createMany({ data: others });
    const second = await ask(ADA, { page: 2 });
    expect(second.people).toMatchObject({ total: 2_000, pages: 40 });
    expect(second.people?.rows).toHaveLength(50);
    expect((await ask(ADA, { page: 99 })).people).toEqual({ rows: [], total: 2_000, pages: 40 });
  });

  it("says whose groups were read too long ago to count", async () => {
    await openSession(board.db, ADA);
    const long = new Date(Date.now() - HOUR_MS - 1_000);
    await board.db.person.update({ where: { id: ADA.id }, data: { groupsReadAt: long } });
    expect((await ask(ADA)).people?.rows[0]).toMatchObject({ groupsVoid: true, roles: [], groups: ["linq/platform"] });
  });

  it("says for each way to sign in when a removed group stops counting", async () => {
    expect((await ask(SAM)).removal.map(({ provider }) => provider)).toEqual(["Demo people", "GitHub"]);
    expect((await ask(SAM)).removal[1]?.words).toMatch(/^Within a minute/);
    const at = new Date().toISOString();
    const value = { state: "failing", message: "The Git host is not available.", since: at, at };
    await board.db.setting.create({ data: { key: MEMBERSHIP_KEY, value } });
    expect((await ask(SAM)).removal[1]?.words).toMatch(/^Cannot be read: The Git host is not available\./);
  });
});
