import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { beginSession, SESSION_MS } from "@/lib/commands/begin-session";
import { endOwnSessions, endSessionsOf, leave } from "@/lib/commands/end-sessions";
import type { Pipeline } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES } from "@/lib/domain/pipeline-rules";
import type { Identity } from "@/lib/domain/policy";
import type { People } from "@/lib/ports";
import { testDatabase } from "@/lib/testing/test-database";
import { createAuditLog } from "./append-audit";
import { dropOldSessions } from "./housekeeping";
import { createPeople } from "./people";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SAM: Identity = {
  id: "github:7",
  name: "Sam Roth",
  login: "sam",
  mail: "sam@linq.example",
  organisations: ["linq"],
  groups: ["linq", "linq/sre"],
  provider: "github",
};
const ADA: Identity = { ...SAM, id: "github:1", name: "Ada Brandt", login: "ada", groups: ["linq", "linq/platform"] };
const PIPELINE: Pipeline = {
  name: "LINQ",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [],
  signIn: { github: { organisations: ["linq"] }, oidc: null },
  roles: [{ name: "admin", groups: ["linq/platform"], may: [{ environments: "*", actions: ["administer"] }] }],
  freezes: [],
  people: [],
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let people: People;
/** The demo's clock and the real one go apart. */
let shown: Date;
let real: Date;

beforeAll(async () => {
  database = await testDatabase();
  people = createPeople(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.person.deleteMany();
  shown = new Date("2026-12-24T10:00:00Z");
  real = new Date("2026-11-25T10:00:00Z");
});

const deps = () => ({
  people,
  audit: createAuditLog(database.db),
  clock: { now: () => shown },
  realClock: { now: () => real },
});
const from = { pipeline: PIPELINE, requestId: "r-1", address: "203.0.113.9" };
const begin = (identity: Identity) => beginSession(deps(), { identity, browser: "Firefox", ...from });
const find = (session: string) => people.find(session, { at: shown, real });
const later = (ms: number) => {
  shown = new Date(shown.getTime() + ms);
  real = new Date(real.getTime() + ms);
};
/** The newest records of these kinds, newest first. */
async function records(count: number): Promise<Record<string, unknown>[]> {
  const rows = await database.db.$queryRaw<{ body: string }[]>`
    SELECT body FROM audit_record ORDER BY seq DESC LIMIT ${count}`;
  return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}

describe("a session", () => {
  it("begins with its person and its record, and stands for that person", async () => {
    const session = await begin(SAM);
    expect(await find(session)).toEqual(SAM);
    const [record] = await records(1);
    expect(record).toMatchObject({
      kind: "signed-in",
      actor: { id: "github:7", name: "Sam Roth" },
      address: "203.0.113.9",
    });
    expect(await database.db.session.findUnique({ where: { id: session } })).toMatchObject({
      browser: "Firefox",
      address: "203.0.113.9",
      until: new Date(real.getTime() + SESSION_MS),
    });
  });

  it("is nobody's when it is unknown, ended or eight hours old by real time", async () => {
    const session = await begin(SAM);
    expect(await find("no-such-session")).toBeNull();
    shown = new Date(shown.getTime() + 100 * HOUR_MS);
    expect(await find(session)).not.toBeNull();
    real = new Date(real.getTime() + SESSION_MS);
    expect(await find(session)).toBeNull();
  });

  it("leaves nothing behind when its record cannot be written", async () => {
    const bad = { ...deps(), clock: { now: () => new Date(Number.NaN) } };
    await expect(beginSession(bad, { identity: SAM, browser: "", ...from })).rejects.toThrow();
    expect(await database.db.person.count()).toBe(0);
  });

  it("says when it was last used, to the minute", async () => {
    const session = await begin(SAM);
    const seen = async () => (await database.db.session.findUniqueOrThrow({ where: { id: session } })).lastSeen;
    const begun = shown;
    later(30_000);
    await find(session);
    expect(await seen()).toEqual(begun);
    later(31_000);
    await find(session);
    expect(await seen()).toEqual(shown);
    expect((await database.db.person.findUniqueOrThrow({ where: { id: SAM.id } })).lastSeen).toEqual(shown);
  });

  it("ends when its person leaves, once", async () => {
    const session = await begin(SAM);
    const asking = { ...from, actor: SAM, session };
    await leave(deps(), asking);
    expect(await find(session)).toBeNull();
    expect((await records(1))[0]).toMatchObject({ kind: "signed-out", actor: { id: SAM.id } });
    const before = await database.db.$queryRaw`SELECT seq FROM audit_head`;
    await leave(deps(), asking);
    expect(await database.db.$queryRaw`SELECT seq FROM audit_head`).toEqual(before);
  });

  it("is forgotten ninety days after its end, and its person is not", async () => {
    await begin(SAM);
    const days = (count: number) => new Date(real.getTime() + SESSION_MS + count * 24 * HOUR_MS);
    await dropOldSessions(database.db, days(90));
    expect(await database.db.session.count()).toBe(1);
    await dropOldSessions(database.db, new Date(days(90).getTime() + 1));
    expect([await database.db.session.count(), await database.db.person.count()]).toEqual([0, 1]);
  });

  it("takes what stands in a user agent and a name as it can be kept", async () => {
    const session = await beginSession(deps(), {
      identity: { ...SAM, name: "S\0am", groups: ["a\0b"] },
      browser: `x\0${"y".repeat(10_000)}`,
      ...from,
    });
    expect(await find(session)).toMatchObject({ name: "S\ufffdam", groups: ["a\ufffdb"] });
  });
});

describe("the groups of a person", () => {
  it("are those of the last sign-in, with since when, and each change is kept and on record", async () => {
    const first = await begin(SAM);
    later(HOUR_MS);
    await begin(SAM);
    const begun = new Date(shown.getTime() - HOUR_MS);
    const row = () => database.db.person.findUniqueOrThrow({ where: { id: SAM.id } });
    expect((await row()).groupsSince).toEqual(begun);
    await begin({ ...SAM, groups: ["linq", "linq/qa"] });
    expect(await row()).toMatchObject({ groups: ["linq", "linq/qa"], groupsSince: shown });
    expect(await find(first)).toMatchObject({ groups: ["linq", "linq/qa"] });
    expect((await records(1))[0]).toMatchObject({
      kind: "groups-changed",
      outcome: "observed",
      actor: null,
      subject: SAM.id,
      details: { person: "Sam Roth", added: ["linq/qa"], removed: ["linq/sre"] },
    });
    const changes = await database.db.personGroupsChange.findMany({ orderBy: { id: "asc" } });
    expect(changes.map(({ at, groups }) => [at, groups])).toEqual([
      [begun, ["linq", "linq/sre"]],
      [shown, ["linq", "linq/qa"]],
    ]);
  });

  it("grant nothing an hour after they were last read at GitHub", async () => {
    const session = await begin(SAM);
    later(HOUR_MS);
    expect(await find(session)).toMatchObject({ groups: ["linq", "linq/sre"] });
    later(1);
    expect(await find(session)).toMatchObject({ organisations: [], groups: [] });
  });

  it("stand until the end of the session where nothing reads them again", async () => {
    const session = await begin({ ...SAM, id: "oidc:7", provider: "oidc" });
    later(7 * HOUR_MS);
    expect(await find(session)).toMatchObject({ groups: ["linq", "linq/sre"] });
  });
});

describe("ending sessions", () => {
  it("of one's own: all but the one that asks", async () => {
    const [own, other, ofAda] = [await begin(SAM), await begin(SAM), await begin(ADA)];
    const asking = { ...from, actor: SAM, session: own };
    expect(await endOwnSessions(deps(), asking)).toEqual({ ok: true, ended: 1 });
    expect(await endOwnSessions(deps(), asking)).toEqual({ ok: true, ended: 0 });
    expect([await find(own), await find(other), await find(ofAda)]).toEqual([SAM, null, ADA]);
  });

  it("of another, by an administrator, on record with the reason", async () => {
    const [first, second] = [await begin(SAM), await begin(SAM)];
    const asking = { ...from, actor: ADA, person: SAM.id, reason: " lost a laptop " };
    expect(await endSessionsOf(deps(), asking)).toEqual({ ok: true, ended: 2 });
    expect([await find(first), await find(second)]).toEqual([null, null]);
    expect((await records(1))[0]).toMatchObject({
      kind: "sessions-ended",
      actor: { id: ADA.id, role: "admin" },
      subject: SAM.id,
      reason: "lost a laptop",
      details: { person: "Sam Roth" },
    });
    expect(await database.db.session.findUnique({ where: { id: first } })).toMatchObject({
      endedBy: ADA.id,
      endedWhy: "lost a laptop",
    });
  });

  it.each([
    ["who may not administer", { actor: SAM, person: ADA.id, reason: "x" }, "not-allowed"],
    ["without a reason", { actor: ADA, person: SAM.id, reason: "  " }, "bad-input"],
    ["of whom nobody knows", { actor: ADA, person: "github:99", reason: "x" }, "not-found"],
  ])("is refused to %s", async (_who, asked, refusal) => {
    const [one, other] = [await begin(SAM), await begin(ADA)];
    expect(await endSessionsOf(deps(), { ...from, ...asked })).toMatchObject({ ok: false, refusal });
    expect([await find(one), await find(other)]).toEqual([SAM, ADA]);
  });

  it("ends each session once, however many ask at once", async () => {
    await Promise.all([begin(SAM), begin(SAM), begin(SAM)]);
    const asking = { ...from, actor: ADA, person: SAM.id, reason: "x" };
    const outcomes = await Promise.all([endSessionsOf(deps(), asking), endSessionsOf(deps(), asking)]);
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.ended : -1)).sort()).toEqual([0, 3]);
  });
});
