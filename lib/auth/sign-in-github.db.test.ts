import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createAuditLog } from "@/lib/adapters/db/append-audit";
import { createMembershipStore } from "@/lib/adapters/db/membership-store";
import { createPeople } from "@/lib/adapters/db/people";
import { createGitMembership } from "@/lib/adapters/github/membership";
import { beginSession } from "@/lib/commands/begin-session";
import { leave as leaveSession } from "@/lib/commands/end-sessions";
import { recordRefusal } from "@/lib/commands/record-sign-in";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { Identity } from "@/lib/domain/policy";
import { pipeline } from "@/lib/queries/board.test-support";
import { membershipNotices } from "@/lib/queries/membership-notices";
import { testDatabase } from "@/lib/testing/test-database";
import { type MembershipWatch, readMembership } from "@/lib/worker/watch-membership";
import { startTestHost, type TestHost, TOKEN } from "@/simulator/git-host/git-host.test-support";
import { member, OAUTH } from "@/simulator/git-host/sign-in.test-support";
import { mayBeHere } from "./admission";
import { authOptions } from "./auth-options";
import { testBrowser } from "./browser.test-support";
import type { Running } from "./http.test-support";
import { nextAuthServer } from "./next-auth-server.test-support";
import { sessionIn } from "./session-cookie";

const SECRET = "a-secret-of-at-least-thirty-two-characters";
const HOME = "/environments/dev-env-1";
const MINUTE_MS = 60_000;
const log = { info() {}, warn() {}, error() {} };
const POLICY: Pipeline = {
  ...pipeline([], []),
  signIn: { github: { organisations: ["linq"] }, oidc: null },
  roles: [
    { name: "sre", groups: ["linq/sre"], may: [{ environments: "*", actions: ["sync"] }] },
    { name: "qa", groups: ["linq/qa"], may: [{ environments: "*", actions: ["approve"] }] },
  ],
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let github: TestHost;
let web: Running;
let clientSecret: string;
let clockMs: number;
const clock = { now: () => new Date(clockMs) };

beforeAll(async () => {
  database = await testDatabase();
  web = await nextAuthServer(options);
  github = await startTestHost({ oauth: { ...OAUTH, callback: `${web.origin}/api/auth/callback` } });
  vi.stubEnv("NEXTAUTH_URL", web.origin);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([web.close(), github.stop(), database.drop()]);
});
beforeEach(async () => {
  clientSecret = OAUTH.clientSecret;
  clockMs = Date.now();
  await database.db.person.deleteMany();
  await database.db.setting.deleteMany();
});

const settings = () => ({
  web: { url: web.origin, secret: SECRET },
  signIn: {
    demo: false,
    oidc: null,
    github: { clientId: OAUTH.clientId, clientSecret, webUrl: github.url, apiUrl: github.apiUrl },
  },
  firstAdmin: null,
  firstAdminCodeHash: null,
});
const deps = () => ({
  people: createPeople(database.db),
  audit: createAuditLog(database.db),
  clock,
  realClock: clock,
});

/** The product's own commands on a real database, beneath the real handler. */
function options() {
  const from = { requestId: randomUUID(), address: "203.0.113.9" };
  return {
    ...authOptions({
      settings: settings(),
      currentPipeline: async () => POLICY,
      sessions: {
        begin: (identity, policy) => beginSession(deps(), { identity, pipeline: policy, browser: "test", ...from }),
        refuse: (refused, policy) => recordRefusal(deps(), { ...refused, pipeline: policy, ...from }),
        async leave(session) {
          const actor = await personOf(session);
          if (actor) await leaveSession(deps(), { session, actor, pipeline: POLICY, ...from });
        },
      },
    }),
    logger: { error() {}, warn() {}, debug() {} },
  };
}

const personOf = (session: string) => createPeople(database.db).find(session, { at: clock.now(), real: clock.now() });

async function who(browser: ReturnType<typeof testBrowser>): Promise<Identity | null> {
  const session = await sessionIn(browser.cookieHeader(), settings().web);
  return session === null ? null : personOf(session);
}

/** The way of a browser: our page, the Git host's, a press of a name, and back. */
async function signIn(login: string, change: (back: URL) => void = () => {}) {
  const browser = testBrowser(web.origin);
  const { csrfToken } = (await (await browser.ask(`${web.origin}/api/auth/csrf`)).json()) as { csrfToken: string };
  const form = { csrfToken, callbackUrl: `${web.origin}${HOME}`, json: "true" };
  const start = (await (await browser.ask(`${web.origin}/api/auth/signin/github`, form)).json()) as { url: string };
  const pressed = await fetch(start.url, { method: "POST", body: new URLSearchParams({ login }), redirect: "manual" });
  const back = new URL(pressed.headers.get("location") ?? "");
  change(back);
  return { browser, end: await browser.follow(back.toString()), back };
}

const watch = (change: Partial<MembershipWatch> = {}): MembershipWatch => ({
  membership: createGitMembership({ apiUrl: github.apiUrl, auth: { kind: "token", token: TOKEN }, log }),
  people: createMembershipStore(database.db),
  store: { policyInForce: async () => ({ pipeline: POLICY, text: "", commit: "" }) },
  clock,
  realClock: clock,
  log,
  ...change,
});
const later = (ms: number) => {
  clockMs += ms;
};
async function lastRecord(): Promise<Record<string, unknown>> {
  const [row] = await database.db.$queryRaw<
    { body: string }[]
  >`SELECT body FROM audit_record ORDER BY seq DESC LIMIT 1`;
  return JSON.parse(row?.body ?? "{}") as Record<string, unknown>;
}
const house = { pipeline: POLICY, demo: false, firstAdmin: null, hasFirstAdminCode: false };

describe("sign-in with the Git host's own OAuth", () => {
  it("is of who pressed, with organisations and teams, and not of the first user", async () => {
    const { browser, end } = await signIn("sam");
    expect(end).toBe(HOME);
    expect(await who(browser)).toEqual({
      id: "github:1004",
      name: "Sam Roth",
      login: "sam",
      mail: "sam@linq.example",
      organisations: ["linq"],
      groups: ["linq", "linq/sre"],
      provider: "github",
    });
  });

  it.each([
    ["a wrong client secret", () => (clientSecret = "wrong"), () => {}],
    ["another state", () => {}, (back: URL) => back.searchParams.set("state", "another")],
    ["no state", () => {}, (back: URL) => back.searchParams.delete("state")],
    ["a made-up code", () => {}, (back: URL) => back.searchParams.set("code", "0".repeat(20))],
    [
      "a person who said no",
      () => {},
      (back: URL) => (back.search = `?error=access_denied&state=${back.searchParams.get("state")}`),
    ],
  ])("refuses %s", async (_what, arrange, change) => {
    arrange();
    const { browser, end } = await signIn("sam", change);
    expect(end).toMatch(/^\/sign-in\?.*error=(OAuth)?Callback/);
    expect(await who(browser)).toBeNull();
    expect(await database.db.session.count()).toBe(0);
  });

  it("refuses a code that was used, and one that another browser asked for", async () => {
    const { back } = await signIn("sam");
    const other = testBrowser(web.origin);
    expect(await other.follow(back.toString())).toContain("error=OAuthCallback");
    const fresh = await signIn("quinn", (target) =>
      target.searchParams.set("code", back.searchParams.get("code") ?? ""),
    );
    expect(fresh.end).toContain("error=OAuthCallback");
    expect([await who(other), await who(fresh.browser)]).toEqual([null, null]);
  });

  it("leads nowhere else, whatever the address asked for", async () => {
    const browser = testBrowser(web.origin);
    const { csrfToken } = (await (await browser.ask(`${web.origin}/api/auth/csrf`)).json()) as { csrfToken: string };
    const form = { csrfToken, callbackUrl: "https://evil.example/", json: "true" };
    const start = (await (await browser.ask(`${web.origin}/api/auth/signin/github`, form)).json()) as { url: string };
    const pressed = await fetch(start.url, {
      method: "POST",
      body: new URLSearchParams({ login: "sam" }),
      redirect: "manual",
    });
    expect(await browser.follow(pressed.headers.get("location") ?? "")).toBe("/");
  });

  it("ends for good: the cookie that was kept is nobody's", async () => {
    const { browser } = await signIn("sam");
    const kept = browser.cookieHeader();
    await browser.signOut();
    const session = await sessionIn(kept, settings().web);
    expect(session).not.toBeNull();
    expect(await personOf(session ?? "")).toBeNull();
    expect(await lastRecord()).toMatchObject({ kind: "signed-out", actor: { id: "github:1004" } });
  });
});

describe("membership that is read again", () => {
  it("takes a team away and gives another, on record, with since when", async () => {
    const { browser } = await signIn("noor");
    later(MINUTE_MS);
    await member(github, "noor", false, "sre");
    await member(github, "noor", true, "qa");
    await readMembership(watch());
    expect((await who(browser))?.groups).toEqual(["linq", "linq/qa"]);
    expect(await lastRecord()).toMatchObject({
      kind: "groups-changed",
      subject: "github:1005",
      details: { person: "Noor Haddad", added: ["linq/qa"], removed: ["linq/sre"] },
    });
    const row = await database.db.person.findUniqueOrThrow({ where: { id: "github:1005" } });
    expect(row.groupsSince).toEqual(clock.now());
    await readMembership(watch());
    expect(await database.db.personGroupsChange.count()).toBe(2);
    await member(github, "noor", true, "sre");
    await member(github, "noor", false, "qa");
  });

  it("puts out who left the organisation", async () => {
    const { browser } = await signIn("dana");
    await member(github, "dana", false);
    later(MINUTE_MS);
    await readMembership(watch());
    const actor = await who(browser);
    expect(actor?.organisations).toEqual([]);
    expect(actor && mayBeHere(actor, house)).toBe(false);
    await member(github, "dana", true);
  });

  it("keeps what is known while the Git host does not say, says so, and lets it run out after an hour", async () => {
    const { browser } = await signIn("sam");
    const away = {
      ok: false,
      failure: { kind: "unreachable", status: 503, detail: "The Git host is not available." },
    } as const;
    const failing = watch({ membership: { members: async () => away } });
    later(59 * MINUTE_MS);
    await readMembership(failing);
    expect((await who(browser))?.groups).toEqual(["linq", "linq/sre"]);
    expect(await membershipNotices(database.db)).toMatchObject([{ detail: expect.stringContaining("not available") }]);
    later(2 * MINUTE_MS);
    await readMembership(failing);
    const actor = await who(browser);
    expect(actor?.groups).toEqual([]);
    expect(actor && mayBeHere(actor, house)).toBe(false);
    await readMembership(watch());
    expect((await who(browser))?.groups).toEqual(["linq", "linq/sre"]);
    expect(await membershipNotices(database.db)).toEqual([]);
  });

  it("does not undo a sign-in that came while it was reading", async () => {
    await signIn("sam");
    later(MINUTE_MS);
    const { membership } = watch();
    const reading = watch({
      membership: {
        async members(group) {
          const read = await membership.members(group);
          if (group !== "linq/qa") return read;
          await member(github, "sam", true, "qa");
          later(1_000);
          await signIn("sam");
          return read;
        },
      },
    });
    await readMembership(reading);
    const row = await database.db.person.findUniqueOrThrow({ where: { id: "github:1004" } });
    expect(row.groups.sort()).toEqual(["linq", "linq/qa", "linq/sre"]);
    await member(github, "sam", false, "qa");
  });

  it("asks nothing while nobody from GitHub is signed in", async () => {
    let asked = 0;
    await readMembership(
      watch({ membership: { members: async () => ({ ok: true, value: new Set(String(asked++)) }) } }),
    );
    expect(asked).toBe(0);
  });
});
