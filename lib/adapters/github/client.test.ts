import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GitHost, Log } from "@/lib/ports";
import {
  base64,
  startTestHost,
  type TestHost,
  TOKEN,
  type WorkingCopy,
} from "@/simulator/git-host/git-host.test-support";
import { createGitHost, type GitHostSettings } from "./client";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const APP = {
  id: 7,
  slug: "slipway",
  installationId: 42,
  login: "slipway[bot]",
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
};
const pem = (type: "pkcs1" | "pkcs8") => privateKey.export({ type, format: "pem" }).toString();
const log: Log = { info() {}, warn() {}, error() {} };

let host: TestHost;
let copy: WorkingCopy;
let git: GitHost;

const client = (change: Partial<GitHostSettings> = {}) =>
  createGitHost({
    apiUrl: host.apiUrl,
    repository: "linq/gitops",
    auth: { kind: "token", token: TOKEN },
    log,
    ...change,
  });

beforeAll(async () => {
  host = await startTestHost({ app: APP });
  copy = await host.clone();
  git = client();
});
afterAll(() => host.stop());

const used = async () => Number((await host.api("GET", ".")).headers.get("x-ratelimit-used"));

describe("the newest commit of a branch", () => {
  it("follows pushes, and costs nothing while nothing moves", async () => {
    const first = await git.head("main");
    expect(first).toEqual({ ok: true, value: await host.head() });
    const before = await used();
    for (let n = 0; n < 5; n++) expect(await git.head("main")).toEqual(first);
    expect(await used()).toBe(before + 1); // the question itself
    const sha = await copy.commit("Move", { "environments/dev-env-1/values.yaml": "image:\n  tag: 2.0.0\n" });
    await copy.git("push", "--quiet");
    expect(await git.head("main")).toEqual({ ok: true, value: sha });
  });

  it("is known for a branch with slashes, and not for one that is not there", async () => {
    await copy.git("push", "--quiet", "origin", "HEAD:refs/heads/release/ü 2".replace(" ", "-"));
    expect(await git.head("release/ü-2")).toEqual({ ok: true, value: await host.head() });
    expect(await git.head("nope")).toMatchObject({ ok: false, failure: { kind: "not-found", status: 404 } });
  });
});

describe("a file at a commit", () => {
  it("stays what it was, whatever is pushed later, and is asked for once", async () => {
    const sha = await host.head();
    const path = "docs/ü und #1?.yaml";
    const later = await copy.commit("Write", { [path]: "a: 1\r\nb: ü\n" });
    await copy.git("push", "--quiet");
    expect(await git.file(path, sha)).toEqual({ ok: true, value: null });
    const before = await used();
    for (let n = 0; n < 3; n++) expect(await git.file(path, later)).toEqual({ ok: true, value: "a: 1\r\nb: ü\n" });
    for (let n = 0; n < 3; n++) expect(await git.file(path, sha)).toEqual({ ok: true, value: null });
    expect(await used()).toBe(before + 2);
  });

  it("is none where a folder stands or nothing at all, and empty where it is empty", async () => {
    const sha = await copy.commit("Empty", { "empty.yaml": "" });
    await copy.git("push", "--quiet");
    expect(await git.file("environments", sha)).toEqual({ ok: true, value: null });
    expect(await git.file("empty.yaml", sha)).toEqual({ ok: true, value: "" });
  });

  it("at a commit that is not there is a failure, not a missing file", async () => {
    expect(await git.file("environments/pipeline.yaml", "f".repeat(40))).toMatchObject({
      ok: false,
      failure: { kind: "not-found" },
    });
  });

  it("of a branch is read anew each time", async () => {
    const path = "environments/pipeline.yaml";
    await git.file(path, "main");
    await copy.commit("Order", { [path]: "order: [b]\n" });
    await copy.git("push", "--quiet");
    expect(await git.file(path, "main")).toEqual({ ok: true, value: "order: [b]\n" });
  });
});

describe("the files of a commit", () => {
  it("are listed with folders, and the same hash is the same content", async () => {
    const [path, twin] = ["environments/dev-env-1/values.yaml", "environments/twin/values.yaml"];
    const sha = await copy.commit("Copy", { [path]: "same: true\n", [twin]: "same: true\n" });
    await copy.git("push", "--quiet");
    const listed = await git.files(sha);
    const files = listed.ok ? listed.value : null;
    expect(files?.get(path)).toMatch(/^[0-9a-f]{40}$/);
    expect(files?.get(twin)).toBe(files?.get(path));
    expect(files?.has("environments")).toBe(true);
  });

  it("of a commit that is not there are not found; of a repository that may not be seen we are refused", async () => {
    const nowhere = "e".repeat(40);
    expect(await git.files(nowhere)).toMatchObject({ ok: false, failure: { kind: "not-found" } });
    expect(await client({ repository: "linq/other" }).files(nowhere)).toMatchObject({
      ok: false,
      failure: { kind: "refused-this", detail: expect.stringContaining("linq/other") },
    });
  });
});

describe("many files of a commit", () => {
  const long = `environments/${"a-long-name-".repeat(12)}/ü values.yaml`;

  it("come with one request, as they were written", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`environments/fleet-01/service-${n}.yaml`, `image:\n  tag: 1.0.${n}\n`]),
    );
    const sha = await copy.commit("Grow", { ...files, [long]: "a: ü\r\n", "environments/empty.yaml": "" });
    await copy.git("push", "--quiet");
    const before = await used();
    const found = await git.texts(sha, (path) => path.startsWith("environments/"));
    const texts = found.ok ? found.value : new Map<string, string>();
    expect(await used()).toBe(before + 2); // the question itself
    expect([...texts].filter(([path]) => path in files)).toHaveLength(300);
    expect(texts.get("environments/fleet-01/service-7.yaml")).toBe("image:\n  tag: 1.0.7\n");
    expect([texts.get(long), texts.get("environments/empty.yaml")]).toEqual(["a: ü\r\n", ""]);
    expect([...texts.keys()].every((path) => path.startsWith("environments/"))).toBe(true);
  });

  it("of a commit that is not there are not found", async () => {
    expect(await git.texts("f".repeat(40), () => true)).toMatchObject({ ok: false, failure: { kind: "not-found" } });
  });
});

describe("commits", () => {
  it("come newest first, by path, with who wrote them", async () => {
    const author = { name: "Quinn Vale", email: "quinn@linq.example" };
    const made = await host.api("PUT", "./contents/environments/x.yaml", {
      body: { message: "Add x\n\nbecause", content: base64("x"), author },
    });
    const sha = await host.head();
    expect(made.status).toBe(201);
    const outcome = await git.commits({ ref: sha, path: "environments/x.yaml", limit: 5 });
    expect(outcome).toMatchObject({
      ok: true,
      value: [
        {
          sha,
          author: "Quinn Vale",
          mail: "quinn@linq.example",
          login: "quinn",
          message: "Add x\n\nbecause",
          url: `${host.url}/linq/gitops/commit/${sha}`,
        },
      ],
    });
    expect(await git.commit(sha)).toMatchObject({ ok: true, value: { sha, at: expect.any(Date) } });
    expect(await git.commits({ ref: sha, path: "nowhere", limit: 5 })).toEqual({ ok: true, value: [] });
    expect(await git.commits({ ref: "main", path: null, limit: 2 })).toMatchObject({ ok: true, value: [{ sha }, {}] });
  });

  it("that are not there are not found, one or many", async () => {
    expect(await git.commit("f".repeat(40))).toMatchObject({ ok: false, failure: { kind: "not-found" } });
    expect(await git.commits({ ref: "f".repeat(40), path: null, limit: 1 })).toMatchObject({
      ok: false,
      failure: { kind: "not-found" },
    });
  });
});

describe("credentials", () => {
  const app = (change: object = {}) => ({
    kind: "app" as const,
    appId: "7",
    privateKey: pem("pkcs8"),
    installationId: 42,
    ...change,
  });

  it.each(["pkcs1", "pkcs8"] as const)("of an App with its key as %s read what its installation may", async (type) => {
    const outcome = await client({ auth: app({ privateKey: pem(type) }) }).head("main");
    expect(outcome).toEqual({ ok: true, value: await host.head() });
  });

  it.each([
    ["a token that is unknown", { kind: "token" as const, token: "wrong" }, "refused-us", /GITHUB_TOKEN/],
    ["another App's id", app({ appId: "8" }), "misconfigured", /GITHUB_APP_ID/],
    ["an installation that is not there", app({ installationId: 1 }), "misconfigured", /GITHUB_APP_INSTALLATION_ID/],
    [
      "another key",
      app({
        privateKey: generateKeyPairSync("rsa", { modulusLength: 2_048 })
          .privateKey.export({ type: "pkcs8", format: "pem" })
          .toString(),
      }),
      "refused-us",
      /GITHUB_APP_PRIVATE_KEY/,
    ],
    [
      "a key that is none",
      app({ privateKey: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" }),
      "misconfigured",
      /GITHUB_APP_PRIVATE_KEY/,
    ],
  ])("that are wrong are said to be: %s", async (_name, auth, kind, detail) => {
    expect(await client({ auth }).head("main")).toMatchObject({
      ok: false,
      failure: { kind, detail: expect.stringMatching(detail) },
    });
  });

  it("for a repository that is not there find nothing", async () => {
    expect(await client({ repository: "linq/other" }).head("main")).toMatchObject({
      ok: false,
      failure: { kind: "not-found", detail: expect.stringContaining("linq/other") },
    });
  });
});

it("says so when an hour's calls are used up, and asks no more", async () => {
  const tight = await startTestHost({ rateLimit: 1 });
  try {
    const limited = client({ apiUrl: tight.apiUrl });
    expect((await limited.head("main")).ok).toBe(true);
    for (let n = 0; n < 3; n++)
      expect(await limited.commit(await tight.head())).toMatchObject({
        ok: false,
        failure: { kind: "rate-limited", status: 403 },
      });
  } finally {
    await tight.stop();
  }
});

it("says that a repository is empty", async () => {
  const empty = await startTestHost({ files: {} });
  try {
    expect(await client({ apiUrl: empty.apiUrl }).head("main")).toMatchObject({
      ok: false,
      failure: { kind: "not-found", detail: expect.stringContaining("empty") },
    });
  } finally {
    await empty.stop();
  }
});
