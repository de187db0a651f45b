import { generateKeyPairSync } from "node:crypto";
import { App, Octokit } from "octokit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appJwt } from "./app-jwt.test-support";
import { base64, READ_TOKEN, startTestHost, type TestHost, TOKEN, textAt } from "./git-host.test-support";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const APP = {
  id: 7,
  slug: "slipway",
  installationId: 42,
  login: "slipway[bot]",
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
};
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost({ app: APP });
});
afterAll(() => host.stop());

const body = { message: "m", content: base64("x") };

describe("tokens", () => {
  it.each([
    [`Bearer ${TOKEN}`, 200],
    [`token ${TOKEN}`, 200],
    [`bearer ${TOKEN}`, 200],
    [`Basic ${base64(`x:${TOKEN}`)}`, 200],
    ["Bearer wrong", 401],
    ["Bearer", 401],
    [TOKEN, 401],
    [`Digest ${TOKEN}`, 401],
    [`Basic ${base64(TOKEN)}`, 401],
  ])("%s", async (authorization, status) => {
    const answer = await host.api("GET", ".", { token: null, headers: { authorization } });
    expect(answer.status).toBe(status);
    if (status === 401)
      expect(answer.body).toEqual({
        message: "Bad credentials",
        documentation_url: "https://docs.github.com/rest",
        status: "401",
      });
  });

  it("are asked for by what a private repository hides: it is not there at all", async () => {
    for (const [method, path] of [
      ["GET", "."],
      ["GET", "./contents"],
      ["PUT", "./contents/x"],
      ["GET", "./hooks"],
    ] as const)
      expect(await host.api(method, path, { token: null, ...(method === "PUT" ? { body } : {}) })).toMatchObject({
        status: 404,
        body: { message: "Not Found" },
      });
    expect(await host.api("GET", "/user", { token: null })).toMatchObject({
      status: 401,
      body: { message: "Requires authentication" },
    });
  });

  it("let a public repository be read by anybody and written by nobody", async () => {
    const open = await startTestHost({ visibility: "public" });
    try {
      expect(await open.api("GET", ".", { token: null })).toMatchObject({ status: 200, body: { private: false } });
      expect(await open.api("PUT", "./contents/x", { token: null, body })).toMatchObject({
        status: 401,
        body: { message: "Requires authentication" },
      });
      expect((await open.api("GET", ".", { token: "wrong" })).status).toBe(401);
    } finally {
      await open.stop();
    }
  });

  it("that may only read are told so when they write", async () => {
    expect((await host.api("GET", "./contents", { token: READ_TOKEN })).status).toBe(200);
    expect(await host.api("GET", ".", { token: READ_TOKEN })).toMatchObject({
      body: { permissions: { admin: false, push: false, pull: true } },
    });
    for (const [method, path] of [
      ["PUT", "./contents/x"],
      ["POST", "./git/refs"],
      ["DELETE", "./git/refs/heads/main"],
    ] as const)
      expect(await host.api(method, path, { token: READ_TOKEN, body })).toMatchObject({
        status: 403,
        body: { message: "Resource not accessible by personal access token" },
      });
  });
});

describe("an App", () => {
  it("gets a token of its installation with its JWT, which then may read and not write", async () => {
    const own = new App({
      appId: APP.id,
      privateKey: PEM,
      Octokit: Octokit.defaults({ baseUrl: host.apiUrl, throttle: { enabled: false }, retry: { enabled: false } }),
    });
    const { data } = await own.octokit.request("GET /repos/{owner}/{repo}/installation", {
      owner: "linq",
      repo: "gitops",
    });
    expect(data).toMatchObject({ id: 42, app_id: 7, permissions: { contents: "read", metadata: "read" } });
    const octokit = await own.getInstallationOctokit(data.id);
    expect((await octokit.request("GET /repos/{owner}/{repo}", { owner: "linq", repo: "gitops" })).data.full_name).toBe(
      "linq/gitops",
    );
    const writing = octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
      owner: "linq",
      repo: "gitops",
      path: "x",
      ...body,
    });
    await expect(writing).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("Resource not accessible by integration"),
    });
  });

  it.each([
    ["no JWT", TOKEN, 401, "A JSON web token could not be decoded"],
    ["another key", appJwt(7, other.privateKey), 401, "A JSON web token could not be decoded"],
    ["no signature at all", appJwt(7, privateKey, { alg: "none" }), 401, "A JSON web token could not be decoded"],
    ["another App", appJwt(8, privateKey), 404, "Integration not found"],
    [
      "a JWT that is over",
      appJwt(7, privateKey, { exp: 1 }),
      401,
      "'Expiration time' claim ('exp') must be a numeric value",
    ],
    [
      "a JWT for too long",
      appJwt(7, privateKey, { exp: Date.now() / 1_000 + 3_600 }),
      401,
      "'Expiration time' claim ('exp') is too far in the future",
    ],
    [
      "a JWT from the future",
      appJwt(7, privateKey, { iat: Date.now() / 1_000 + 300 }),
      401,
      "'Issued at' claim ('iat')",
    ],
  ])("is refused with %s", async (_name, token, status, message) => {
    const answer = await host.api("POST", "/app/installations/42/access_tokens", { token });
    expect([answer.status, textAt(answer.body, "message")]).toEqual([status, expect.stringContaining(message)]);
  });

  it("does not get into the repository with its JWT alone", async () => {
    expect((await host.api("GET", ".", { token: appJwt(7, privateKey) })).status).toBe(401);
  });
});

describe("ETags", () => {
  it("make an unchanged answer cost nothing, and a changed one come anew", async () => {
    const first = await host.api("GET", "./git/ref/heads/main");
    const etag = first.headers.get("etag") ?? "";
    const used = (answer: { headers: Headers }) => Number(answer.headers.get("x-ratelimit-used"));
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await host.api("GET", "./git/ref/heads/main", { headers: { "if-none-match": tag } });
      expect([again.status, again.text, again.headers.get("etag"), used(again)]).toEqual([304, "", etag, used(first)]);
    }
    await host.api("PUT", "./contents/etag.txt", { body });
    const changed = await host.api("GET", "./git/ref/heads/main", { headers: { "if-none-match": etag } });
    expect([changed.status, changed.headers.get("etag") === etag]).toEqual([200, false]);
  });

  it("tell apart a file and its raw form", async () => {
    const [json, raw] = await Promise.all(
      ["application/json", "application/vnd.github.raw"].map((accept) =>
        host.api("GET", "./contents/environments/pipeline.yaml", { headers: { accept } }),
      ),
    );
    expect(json?.headers.get("etag")).not.toBe(raw?.headers.get("etag"));
    expect(json?.headers.get("vary")).toContain("Accept");
  });
});

describe("the rate limit", () => {
  it("counts each caller, says so in headers and in /rate_limit, and refuses what is beyond", async () => {
    const tight = await startTestHost({ rateLimit: 3 });
    try {
      const left = async (token: string) =>
        (await tight.api("GET", ".", { token })).headers.get("x-ratelimit-remaining");
      expect([await left(TOKEN), await left(TOKEN), await left(READ_TOKEN)]).toEqual(["2", "1", "2"]);
      expect((await tight.api("GET", "/rate_limit")).body).toMatchObject({
        resources: { core: { limit: 3, used: 2, remaining: 1 } },
        rate: { remaining: 1 },
      });
      await left(TOKEN);
      const beyond = await tight.api("GET", ".");
      expect(beyond).toMatchObject({ status: 403, body: { message: "API rate limit exceeded for user ID 1007." } });
      expect(beyond.headers.get("x-ratelimit-remaining")).toBe("0");
      const reset = Number(beyond.headers.get("x-ratelimit-reset"));
      expect(reset * 1_000).toBeGreaterThan(Date.now());
      expect(reset * 1_000).toBeLessThanOrEqual(Date.now() + 3_600_000);
      expect((await tight.api("GET", "/rate_limit")).status).toBe(200);
    } finally {
      await tight.stop();
    }
  });
});
