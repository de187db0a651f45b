import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { GitHost, Log, OutsideFailure } from "@/lib/ports";
import { createGitHost, type GitHostSettings } from "./client";
import { type ScriptedHost, startScriptedHost } from "./scripted-host.test-support";

let host: ScriptedHost;
beforeAll(async () => {
  host = await startScriptedHost();
});
afterAll(() => host.close());

const SHA = "a".repeat(40);
const log: Log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const client = (change: Partial<GitHostSettings> = {}): GitHost =>
  createGitHost({
    apiUrl: host.url,
    repository: "linq/gitops",
    auth: { kind: "token", token: "secret-token" },
    log,
    timeoutMs: 250,
    ...change,
  });

async function failure(git = client()): Promise<OutsideFailure> {
  const outcome = await git.head("main");
  if (outcome.ok) throw new Error(`answered ${outcome.value}`);
  return outcome.failure;
}

const LIMITED = { message: "API rate limit exceeded for user ID 1." };
const inAMinute = () => String(Math.ceil(Date.now() / 1_000) + 60);

describe("what went wrong is told apart", () => {
  it.each([
    ["401", { status: 401, body: { message: "Bad credentials" } }, "refused-us", /GITHUB_TOKEN/],
    [
      "403 for a weak token",
      { status: 403, body: { message: "Resource not accessible by personal access token" } },
      "refused-this",
      /not accessible/,
    ],
    [
      "404",
      { status: 404, body: { message: "Not Found" } },
      "not-found",
      /no branch main in linq\/gitops, or our credentials/,
    ],
    ["409", { status: 409, body: { message: "Git Repository is empty." } }, "not-found", /repository is empty/],
    ["500", { status: 500, body: { message: "Server Error" } }, "unreachable", /not available/],
    [
      "502 with a page",
      { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad gateway</h1>" },
      "unreachable",
      /not available/,
    ],
    [
      "a page instead of JSON",
      { status: 200, headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" },
      "misconfigured",
      /GITHUB_API_URL/,
    ],
    ["JSON of something else", { status: 200, body: { object: { sha: "nope" } } }, "misconfigured", /GITHUB_API_URL/],
    ["JSON that is cut off", { status: 200, body: '{"object":', ending: "cut" as const }, "unreachable", /connection/i],
    ["silence", { ending: "silence" as const }, "unreachable", /in time/],
    [
      "a primary rate limit",
      { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAMinute() }, body: LIMITED },
      "rate-limited",
      /until \d\d:\d\d:\d\d UTC/,
    ],
    ["a rate limit by 429", { status: 429, headers: { "retry-after": "60" }, body: LIMITED }, "rate-limited", /until/],
    [
      "a secondary rate limit, with calls left",
      {
        status: 403,
        headers: { "x-ratelimit-remaining": "4000", "retry-after": "60" },
        body: { message: "You have exceeded a secondary rate limit." },
      },
      "rate-limited",
      /until/,
    ],
    [
      "a secondary rate limit that does not say when",
      {
        status: 403,
        headers: { "x-ratelimit-remaining": "4000" },
        body: { message: "You have exceeded a secondary rate limit." },
      },
      "rate-limited",
      /until/,
    ],
  ] as const)("%s", async (_name, answer, kind, detail) => {
    host.say(answer);
    expect(await failure()).toMatchObject({ kind, detail: expect.stringMatching(detail) });
  });

  it.each([
    ["nobody listening", "http://127.0.0.1:3", /refused/],
    ["a name that is not there", "http://git.invalid", /resolved|EAI_AGAIN/],
  ])("%s", async (_name, apiUrl, detail) => {
    expect(await failure(client({ apiUrl, timeoutMs: 5_000 }))).toMatchObject({
      kind: "unreachable",
      status: null,
      detail: expect.stringMatching(detail),
    });
  });

  it("never says or logs the token", async () => {
    host.say({ status: 401, body: { message: "Bad credentials" } });
    const said = JSON.stringify([await failure(), vi.mocked(log.warn).mock.calls, vi.mocked(log.error).mock.calls]);
    expect(said).not.toContain("secret-token");
  });
});

describe("tried again", () => {
  it.each([
    ["after a moment's outage", { status: 503 }],
    ["after a dropped connection", { body: "{", ending: "cut" as const }],
    ["after a silence", { ending: "silence" as const }],
  ])("%s", async (_name, trouble) => {
    host.say(trouble, trouble, { body: { sha: SHA, commit: { message: "Move", author: null }, author: null } });
    expect(await client().commit(SHA)).toMatchObject({ ok: true, value: { sha: SHA, message: "Move" } });
  });

  it("three times at most", async () => {
    host.say({ status: 503 });
    expect((await client().commit(SHA)).ok).toBe(false);
    expect(host.requests).toHaveLength(3);
  });

  it("not at all for the newest commit, which is polled: an outage is told at once", async () => {
    host.say({ status: 503 });
    await failure();
    expect(host.requests).toHaveLength(1);
  });

  it.each([401, 403, 404, 422, 429])("never after %i", async (status) => {
    host.say({ status, body: { message: "no" } });
    await failure();
    expect(host.requests).toHaveLength(1);
  });
});

describe("a rate limit", () => {
  it("is waited for without a further call, and over when its time is", async () => {
    const git = client();
    host.say(
      { status: 429, headers: { "retry-after": "1" }, body: LIMITED },
      { body: { object: { sha: SHA, type: "commit" } } },
    );
    expect((await failure(git)).kind).toBe("rate-limited");
    expect((await failure(git)).kind).toBe("rate-limited");
    expect(host.requests).toHaveLength(1);
    await vi.waitFor(async () => expect(await git.head("main")).toEqual({ ok: true, value: SHA }), { timeout: 5_000 });
  });

  it("is not believed for more than an hour", async () => {
    host.say({ status: 429, headers: { "retry-after": "999999999" }, body: LIMITED });
    const { detail } = await failure();
    const [, hours = ""] = /until (\d\d):/.exec(detail) ?? [];
    const allowed = [0, 1].map((n) => new Date(Date.now() + n * 3_600_000).getUTCHours());
    expect(allowed).toContain(Number(hours));
  });
});

describe("a file", () => {
  const RAW = { "content-type": "application/vnd.github.raw+json; charset=utf-8" };

  it("that is cut off is no file, and is asked for again", async () => {
    host.say({ headers: RAW, body: "roles:", ending: "cut" }, { headers: RAW, body: "roles: all\n" });
    expect(await client().file("a.yaml", SHA)).toEqual({ ok: true, value: "roles: all\n" });
  });

  it("is missing only when its commit can be seen: a token that sees nothing proves nothing", async () => {
    host.say({ status: 404, body: { message: "Not Found" } });
    const git = client();
    expect(await git.file("a.yaml", SHA)).toMatchObject({ ok: false, failure: { kind: "not-found" } });
    host.say({ headers: RAW, body: "a: 1\n" });
    expect(await git.file("a.yaml", SHA)).toEqual({ ok: true, value: "a: 1\n" });
  });

  it("that is larger than anything we read is refused", async () => {
    host.say({ headers: { ...RAW, "content-length": String(2 ** 31) }, body: "a" });
    expect(await client().file("a.yaml", SHA)).toMatchObject({
      ok: false,
      failure: { kind: "failed", detail: expect.stringContaining("larger") },
    });
  });

  it("that a sign-in page came instead of is none", async () => {
    host.say({ headers: { "content-type": "text/html" }, body: "<h1>Sign in</h1>" });
    expect(await client().file("a.yaml", SHA)).toMatchObject({ ok: false, failure: { kind: "misconfigured" } });
  });

  it("with bytes that no database keeps comes with marks in their place", async () => {
    host.say({ headers: RAW, body: "a\0b" });
    expect(await client().file("a.yaml", SHA)).toEqual({ ok: true, value: "a\ufffdb" });
  });
});

describe("a commit", () => {
  const commit = {
    sha: SHA,
    html_url: "https://git.linq.example/linq/gitops/commit/a",
    commit: { message: "m", author: { name: "Dana", email: "d@x", date: "2026-03-01T10:00:00Z" } },
    author: null,
  };

  it.each([
    ["a link that runs code", { ...commit, html_url: "javascript:alert(1)" }, { url: null }],
    [
      "a date that is none",
      { ...commit, commit: { message: "m", author: { name: "Dana", date: "soon" } } },
      { at: null, mail: "" },
    ],
    ["no author at all", { ...commit, commit: { message: "m", author: null } }, { author: "", at: null }],
    ["an author that is an empty object", { ...commit, author: {} }, { login: null }],
    [
      "an endless message",
      { ...commit, commit: { ...commit.commit, message: "x".repeat(1_000_000) } },
      { message: "x".repeat(20_000) },
    ],
    [
      "a message that no database keeps",
      { ...commit, commit: { ...commit.commit, message: "a\0b" } },
      { message: "a\ufffdb" },
    ],
  ])("with %s is shown safely", async (_name, body, expected) => {
    host.say({ body });
    expect(await client().commit(SHA)).toMatchObject({ ok: true, value: expected });
  });

  it("that is not one is no commit", async () => {
    host.say({ body: { sha: SHA } });
    expect(await client().commit(SHA)).toMatchObject({ ok: false, failure: { kind: "misconfigured" } });
  });
});
