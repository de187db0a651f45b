import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import {
  cookieOf,
  ENVIRONMENTS,
  matrixBoard,
  NOWHERE,
  PEOPLE,
  POLICIES,
  verdictOf,
  WEB,
} from "./matrix-board.test-support";

type Answer = { status: number; text: string };

/** How a route answers to what the policy says. */
type Row = {
  /**
   * open: asks for no session; everywhere: of all that is seen; one: of one environment; logs: of one whose logs may be
   * read; own: of no environment, or of the person alone.
   */
  of: "open" | "everywhere" | "one" | "logs" | "own";
  query?: string;
  body?: (environment: string) => object;
  /** Its status for whoever sees no environment at all; else 200. */
  blind?: number;
  /** Administrators read all of it, as the policy says. */
  administered?: true;
};

/**
 * A new route is one line: its method, its folder, and what it is of. Where it needs more to be asked, `query` and `body`.
 */
const ROUTES: Record<string, Row> = {
  "GET /api/access/people": { of: "own" },
  "POST /api/access/people/end": { of: "own", body: () => ({ person: "nobody", reason: "gone" }) },
  "POST /api/access/people/end-own": { of: "own", body: () => ({}) },
  "GET /api/access/policy": { of: "own", administered: true },
  "POST /api/access/policy": {
    of: "own",
    body: () => ({ decision: "approve", seal: "x", comment: "" }),
    administered: true,
  },
  "POST /api/access/policy/what-if": { of: "own", body: () => ({ text: "version: 1" }), administered: true },
  "GET /api/access/tokens": { of: "own" },
  "POST /api/access/tokens": { of: "own", body: () => ({ name: "", environments: [], actions: [], days: 0 }) },
  "POST /api/access/tokens/[token]": { of: "own", body: () => ({ revoke: true, reason: "lost" }) },
  "GET /api/audit/anchors": { of: "own" },
  "POST /api/audit/anchors": { of: "own", body: () => ({}) },
  "GET /api/audit": { of: "own", administered: true },
  "GET /api/audit/export": { of: "own", query: "format=jsonl", administered: true },
  "GET /api/audit/verify": { of: "own" },
  "GET /api/auth/[...nextauth]": { of: "open" },
  "POST /api/auth/[...nextauth]": { of: "open" },
  "GET /api/compare": { of: "everywhere", blind: 404 },
  "POST /api/demo/clock": { of: "own", body: () => ({ advanceTo: "2026-11-25T00:00:00Z" }) },
  "GET /api/environments/[environment]": { of: "one" },
  "GET /api/environments/[environment]/applications": { of: "one" },
  "GET /api/environments/[environment]/diff": { of: "one" },
  "GET /api/environments/[environment]/events": { of: "one" },
  "GET /api/environments/[environment]/history": { of: "one" },
  "GET /api/environments/[environment]/logs": { of: "logs", query: "follow=0" },
  "GET /api/environments/[environment]/logs/download": { of: "logs" },
  "GET /api/environments/[environment]/manifest": { of: "one", query: "resource=/Pod/dev/web-1" },
  "GET /api/environments/[environment]/resource": { of: "one", query: "resource=/Pod/dev/web-1" },
  "GET /api/environments/[environment]/resources": { of: "one" },
  "GET /api/environments/[environment]/tree": { of: "one" },
  "GET /api/events": { of: "own" },
  "GET /api/favourites": { of: "everywhere" },
  "POST /api/favourites": { of: "one", body: (key) => ({ kind: "environment", key, keep: true }) },
  "GET /api/find": { of: "everywhere", query: "q=env-1" },
  "GET /api/frame": { of: "own" },
  "GET /api/health": { of: "open" },
  "GET /api/home": { of: "everywhere" },
  "GET /api/overview": { of: "everywhere" },
  "GET /api/past": { of: "everywhere", query: "at=2026-11-24T14:55:00Z" },
  "GET /api/timeline": { of: "everywhere" },
  "GET /api/wall": { of: "everywhere" },
  "POST /api/webhooks/github": { of: "open" },
};

type Handler = (
  request: Request,
  context: { params: Promise<{ environment: string; token: string }> },
) => Promise<Response>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const handlers = new Map<string, Handler>();

const board = matrixBoard();

beforeAll(async () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|\/)route\.tsx?$/.test(file),
  );
  for (const file of files) {
    const module = (await import(path.resolve("app", file))) as Record<string, Handler>;
    for (const method of METHODS) if (module[method]) handlers.set(`${method} /${path.dirname(file)}`, module[method]);
  }
});

async function ask(route: string, environment: string, who: Actor | null): Promise<Answer> {
  const [method = "", folder = ""] = route.split(" ");
  const { query = "", body } = ROUTES[route] ?? { of: "own" };
  const url = `${WEB}${folder.replace("[environment]", environment)}?${query}`;
  const leave = new AbortController();
  const request = new Request(url, {
    method,
    signal: leave.signal,
    headers: { origin: WEB, "content-type": "application/json", ...(who ? { cookie: await cookieOf(who) } : {}) },
    ...(body ? { body: JSON.stringify(body(environment)) } : {}),
  });
  const answer = await handlers.get(route)?.(request, {
    params: Promise.resolve({ environment, token: environment }),
  });
  if (!answer) throw new Error(`no handler for ${route}`);
  const lasts = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const text = lasts ? await beginningOf(answer) : await answer.text();
  leave.abort();
  return { status: answer.status, text };
}

/** Streams go on for ever: their own tests read them. */
async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
}

const of = (...kinds: Row["of"][]) =>
  Object.keys(ROUTES).filter((route) => kinds.includes(ROUTES[route]?.of ?? "open"));

describe("the table", () => {
  it("has every route that there is, and no other", () => {
    expect(Object.keys(ROUTES).toSorted()).toEqual([...handlers.keys()].toSorted());
  });

  it("is walked with policies that differ in what they let be seen", () => {
    const counts = PEOPLE.map((who) => verdictOf(who, POLICIES.limited ?? []).seen.length);
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3]));
    for (const who of PEOPLE) expect(verdictOf(who, POLICIES.shipped ?? []).seen).toEqual(ENVIRONMENTS);
  });
});

describe("signed out", () => {
  it.each(of("everywhere", "one", "logs", "own"))("%s says nothing, of whatever environment", async (route) => {
    for (const name of [...ENVIRONMENTS, NOWHERE]) {
      const answer = await ask(route, name, null);
      expect(answer).toEqual({
        status: 401,
        text: '{"error":"signed-out","message":"You are signed out. Sign in and try again."}',
      });
    }
  });
});

describe.each(Object.entries(POLICIES))("under the %s policy", (_, roles) => {
  beforeAll(async () => {
    await board.use(roles);
    for (const who of PEOPLE) await board.keep(who);
  });

  describe.each(PEOPLE.map((who) => [who.name, who] as const))("%s", (_, who) => {
    const { seen, unseen, logs, administers } = verdictOf(who, roles);

    function expectNoWordOf(text: string, row: Row | undefined) {
      if (row?.administered && administers) return;
      for (const name of unseen) expect(text).not.toContain(name);
    }

    it.each(of("everywhere"))("%s tells of all that is seen and of nothing else", async (route) => {
      const row = ROUTES[route];
      const { status, text } = await ask(route, "", who);
      expect(status).toBe(seen.length === 0 ? (row?.blind ?? 200) : 200);
      for (const name of seen) expect(text).toContain(name);
      expectNoWordOf(text, row);
    });

    it.each(of("own"))("%s has no word of what is not seen", async (route) => {
      const { status, text } = await ask(route, "", who);
      expect([200, 400, 403, 404, 409]).toContain(status);
      expectNoWordOf(text, ROUTES[route]);
    });

    it.each(of("one"))("%s answers of what is seen, and of the rest as of what never was", async (route) => {
      const never = await ask(route, NOWHERE, who);
      expect(never.status).toBe(404);
      for (const name of seen) {
        const { status, text } = await ask(route, name, who);
        expect([name, status]).toEqual([name, 200]);
        expectNoWordOf(text, ROUTES[route]);
      }
      for (const name of unseen) expect(await ask(route, name, who)).toEqual(never);
    });

    it.each(of("logs"))(
      "%s answers where logs may be read, refuses where not, and knows nothing unseen",
      async (route) => {
        const never = await ask(route, NOWHERE, who);
        expect(never.status).toBe(404);
        for (const name of seen) {
          const { status, text } = await ask(route, name, who);
          expect([name, status]).toEqual([name, logs(name) ? 200 : 403]);
          if (!logs(name)) expect(text).toContain(`You may not read logs of ${name}.`);
          expectNoWordOf(text, ROUTES[route]);
        }
        for (const name of unseen) expect(await ask(route, name, who)).toEqual(never);
      },
    );
  });
});
