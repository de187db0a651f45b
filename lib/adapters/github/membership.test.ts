import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Log } from "@/lib/ports";
import { startTestHost, type TestHost, TOKEN } from "@/simulator/git-host/git-host.test-support";
import { member } from "@/simulator/git-host/sign-in.test-support";
import { createGitMembership } from "./membership";
import type { GitHostAuth } from "./octokit";
import { type ScriptedHost, startScriptedHost } from "./scripted-host.test-support";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const APP = {
  id: 7,
  slug: "slipway",
  installationId: 42,
  login: "slipway[bot]",
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
};
const KEY: GitHostAuth = {
  kind: "app",
  appId: "7",
  privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  installationId: 42,
};
const log: Log = { info() {}, warn() {}, error() {} };
const MANY = Array.from({ length: 230 }, (_, n) => ({
  login: `p${n}`,
  name: `P ${n}`,
  email: `p${n}@x.example`,
  id: 3_000 + n,
}));

let host: TestHost;
let scripted: ScriptedHost;
beforeAll(async () => {
  [host, scripted] = await Promise.all([startTestHost({ app: APP }), startScriptedHost()]);
});
afterAll(() => Promise.all([host.stop(), scripted.close()]));

const reader = (auth: GitHostAuth = { kind: "token", token: TOKEN }, apiUrl = host.apiUrl) =>
  createGitMembership({ apiUrl, auth, log });

describe("who is in an organisation or a team", () => {
  it.each([
    ["a token", { kind: "token", token: TOKEN } as const],
    ["an App", KEY],
  ])("is read with %s", async (_what, auth) => {
    const membership = reader(auth);
    const all = await membership.members("linq");
    expect(all).toMatchObject({ ok: true });
    expect(all.ok && all.value.has("github:1004")).toBe(true); // sam
    expect(await membership.members("linq/sre")).toEqual({ ok: true, value: new Set(["github:1004", "github:1005"]) });
  });

  it("costs nothing while nobody comes or goes, and is new when somebody does", async () => {
    const membership = reader();
    await membership.members("linq/qa");
    const used = async () => Number((await host.api("GET", "/user")).headers.get("x-ratelimit-used"));
    const before = await used();
    for (let n = 0; n < 5; n++) await membership.members("linq/qa");
    expect(await used()).toBe(before + 1);
    await member(host, "quinn", false, "qa");
    expect(await membership.members("linq/qa")).toEqual({ ok: true, value: new Set(["github:1003"]) });
    await member(host, "quinn", true, "qa");
  });

  it("is read to the last page", async () => {
    const large = await startTestHost({ users: MANY, tokens: [{ token: TOKEN, login: "p0" }] });
    const all = await reader({ kind: "token", token: TOKEN }, large.apiUrl).members("linq");
    expect(all.ok && all.value.size).toBe(230);
    await large.stop();
  });

  it("is nobody where there is no such team or organisation", async () => {
    for (const group of ["linq/no-such-team", "no-such-organisation"])
      expect(await reader().members(group)).toEqual({ ok: true, value: new Set() });
  });
});

describe("a host that does not say", () => {
  const failures: [string, Parameters<ScriptedHost["say"]>[0], string][] = [
    ["is down", { status: 503, body: { message: "down" } }, "unreachable"],
    ["does not accept us", { status: 401, body: { message: "Bad credentials" } }, "refused-us"],
    [
      "lacks a permission",
      { status: 403, body: { message: "Resource not accessible by integration" } },
      "refused-this",
    ],
    ["limits us", { status: 429, headers: { "retry-after": "60" }, body: { message: "slow" } }, "rate-limited"],
    ["breaks off", { body: [{ id: 1 }], ending: "cut" }, "unreachable"],
    ["is something else", { body: { hello: "world" } }, "misconfigured"],
    ["shows nobody of an organisation", { body: [] }, "refused-this"],
  ];
  it.each(failures)("%s: that is a failure and no empty list", async (_what, answer, kind) => {
    scripted.say(answer);
    const read = await reader({ kind: "token", token: TOKEN }, scripted.url).members("linq");
    expect(read).toMatchObject({ ok: false, failure: { kind } });
  });

  it("fails on a later page: then nothing of the list counts", async () => {
    const full = Array.from({ length: 100 }, (_, id) => ({ id }));
    scripted.say({ body: full }, { status: 503 });
    expect(await reader({ kind: "token", token: TOKEN }, scripted.url).members("linq")).toMatchObject({ ok: false });
  });
});
