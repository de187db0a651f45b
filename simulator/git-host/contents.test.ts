import { chmodSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, runGit, startTestHost, type TestHost, TOKEN, textAt } from "./git-host.test-support";

let host: TestHost;
let empty: TestHost;

const VALUES = "environments/dev-env-1/values.yaml";
const ODD = [
  "ü ünïcödé/日本 file.yaml",
  "a b/c#d?e&f=g%41+h.txt",
  "glob/*.yaml",
  ":(exclude)x",
  "-rf",
  "back\\slash.txt",
  'quote".txt',
  "glob/other.yaml",
];

beforeAll(async () => {
  host = await startTestHost();
  empty = await startTestHost({ files: {} });
  const copy = await host.clone();
  await copy.commit(
    "odd names",
    Object.fromEntries([...ODD.map((name) => [name, `content of ${name}`]), ["run.sh", "#!/bin/sh\n"]]),
  );
  chmodSync(path.join(copy.directory, "run.sh"), 0o755);
  await copy.commit("binary and big", {
    "binary.bin": Buffer.from([0, 255, 10, 13]),
    "crlf.yaml": "a: 1\r\nb: 2\r\n",
    "big.txt": "0123456789".repeat(300_000),
  });
  await copy.git("push", "--quiet", "origin", "main", "HEAD:refs/heads/feature/a");
});

afterAll(() => Promise.all([host.stop(), empty.stop()]));

const at = (path: string) => `./contents/${path.split("/").map(encodeURIComponent).join("/")}`;
const put = (path: string, body: Record<string, unknown>, more = {}) =>
  host.api("PUT", at(path), { body: { message: "m", ...body }, ...more });
const shaOf = async (path: string) => textAt((await host.api("GET", at(path))).body, "sha");
const RAW = { headers: { accept: "application/vnd.github.raw+json" } };

describe("reading", () => {
  it("gives a file in Base64 lines and with its blob's SHA", async () => {
    const { body } = await host.api("GET", at(VALUES));
    expect(Buffer.from(textAt(body, "content"), "base64").toString()).toBe("image:\n  tag: 1.0.0\n");
    expect(body).toMatchObject({
      type: "file",
      encoding: "base64",
      size: 20,
      name: "values.yaml",
      path: VALUES,
      sha: await host.head(`main:${VALUES}`),
    });
  });

  it.each(ODD)("gives %s, in both media types and by its own address", async (name) => {
    const { body } = await host.api("GET", at(name));
    expect(body).toMatchObject({ path: name });
    expect((await host.api("GET", at(name), RAW)).text).toBe(`content of ${name}`);
    const own = await fetch(textAt(body, "url"), { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await own.json()).toMatchObject({ path: name });
    expect(await (await fetch(textAt(body, "download_url"))).text()).toBe(`content of ${name}`);
    const { data } = await host.octokit().rest.repos.getContent({ owner: "linq", repo: "gitops", path: name });
    expect(data).toMatchObject({ path: name });
  });

  it("lists a folder, the root too, and as an object when asked", async () => {
    const names = async (path: string) =>
      Object.values(Object((await host.api("GET", path)).body)).map((entry) => [
        textAt(entry, "type"),
        textAt(entry, "path"),
      ]);
    expect(await names("./contents/environments")).toEqual([
      ["dir", "environments/dev-env-1"],
      ["file", "environments/pipeline.yaml"],
    ]);
    expect(await names("./contents/")).toContainEqual(["dir", "ü ünïcödé"]);
    expect(await names("./contents")).toEqual(await names("./contents/"));
    const { body } = await host.api("GET", "./contents/environments", {
      headers: { accept: "application/vnd.github.object+json" },
    });
    expect(body).toMatchObject({ type: "dir", entries: [{ name: "dev-env-1" }, { name: "pipeline.yaml" }] });
  });

  it("reads at a branch with slashes and at a commit", async () => {
    for (const ref of ["feature/a", await host.head(), (await host.head()).slice(0, 10)])
      expect((await host.api("GET", `${at(VALUES)}?ref=${encodeURIComponent(ref)}`)).status).toBe(200);
  });

  it("keeps CRLF and binary bytes", async () => {
    expect((await host.api("GET", at("crlf.yaml"), RAW)).text).toBe("a: 1\r\nb: 2\r\n");
    expect(textAt((await host.api("GET", at("binary.bin"))).body, "content")).toBe(
      `${base64(Buffer.from([0, 255, 10, 13]))}\n`,
    );
  });

  it("leaves out the content of more than a megabyte, except raw", async () => {
    expect((await host.api("GET", at("big.txt"))).body).toMatchObject({
      size: 3_000_000,
      content: "",
      encoding: "none",
    });
    expect((await host.api("GET", at("big.txt"), RAW)).text).toHaveLength(3_000_000);
  });

  it.each([
    ["nope.yaml", "Not Found"],
    [`${VALUES}/below`, "Not Found"],
    [`${VALUES}?ref=nope`, "No commit found for the ref nope"],
    [`${VALUES}?ref=main..main`, "No commit found for the ref main..main"],
    [`${VALUES}?ref=--output=/tmp/x`, "No commit found for the ref --output=/tmp/x"],
    ["..%2f..%2fconfig", "Not Found"],
    ["environments/%2e%2e%2fx", "Not Found"],
    [".git/config", "Not Found"],
    ["a%00b", "Not Found"],
    ["a%0Ab", "Not Found"],
  ])("knows nothing at %s", async (path, message) => {
    const answer = await host.api("GET", `./contents/${path}`);
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ message })]);
  });
});

describe("writing", () => {
  it("creates, updates with the present SHA and deletes, a commit each", async () => {
    const made = await put("new/a.yaml", {
      content: base64("a: 1\n"),
      message: "Add a",
      author: { name: "Quinn Vale", email: "quinn@linq.example" },
    });
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        content: { path: "new/a.yaml" },
        commit: { message: "Add a", author: { name: "Quinn Vale" }, committer: { name: "Ada Brandt" } },
      },
    ]);
    const sha = textAt(made.body, "content", "sha");
    const changed = await put("new/a.yaml", { content: base64("a: 2\n"), sha });
    expect(changed.status).toBe(200);
    const again = textAt(changed.body, "content", "sha");
    const gone = await host.api("DELETE", at("new/a.yaml"), { body: { message: "Remove a", sha: again } });
    expect([gone.status, gone.body]).toMatchObject([200, { content: null, commit: { message: "Remove a" } }]);
    expect((await host.api("GET", "./contents/new")).status).toBe(404);
  });

  it("writes on a branch and leaves the others", async () => {
    const before = await host.head();
    expect((await put("on-branch.yaml", { content: base64("x"), branch: "feature/a" })).status).toBe(201);
    expect(await host.head()).toBe(before);
    expect((await host.api("GET", `${at("on-branch.yaml")}?ref=feature/a`)).status).toBe(200);
  });

  it("keeps a file executable, and takes odd names and big files", async () => {
    await put("run.sh", { content: base64("#!/bin/sh\necho\n"), sha: await shaOf("run.sh") });
    expect(await runGit(host.repository, "ls-tree", "main", "--", "run.sh")).toMatch(/^100755/);
    expect((await put(ODD[0] ?? "", { content: base64("new"), sha: await shaOf(ODD[0] ?? "") })).status).toBe(200);
    const huge = Buffer.alloc(12_000_000, "line\n");
    expect((await put("huge.txt", { content: base64(huge) })).status).toBe(201);
    expect((await host.api("GET", at("huge.txt"), RAW)).text).toHaveLength(huge.length);
  });

  it("deletes with the parameters in the address, too", async () => {
    await put("short.yaml", { content: base64("x") });
    const query = new URLSearchParams({ message: "Remove", sha: await shaOf("short.yaml") });
    expect((await host.api("DELETE", `${at("short.yaml")}?${query}`)).status).toBe(200);
  });

  it.each([
    ["an existing file without its SHA", VALUES, {}, 422, 'Invalid request.\n\n"sha" wasn\'t supplied.'],
    [
      "a SHA that is not the present one",
      VALUES,
      { sha: "f".repeat(40) },
      409,
      `${VALUES} does not match ${"f".repeat(40)}`,
    ],
    ["a new file with a SHA", "brand/new", { sha: "f".repeat(40) }, 409, "brand/new does not match"],
    ["no message", VALUES, { message: undefined }, 422, 'Invalid request.\n\n"message" wasn\'t supplied.'],
    ["no content", VALUES, { content: undefined }, 422, 'Invalid request.\n\n"content" wasn\'t supplied.'],
    ["content that is no Base64", "x", { content: "not base64!" }, 422, "content is not valid Base64"],
    ["content that is a number", "x", { content: 5 }, 422, "For 'properties/content', 5 is not a string."],
    ["an unknown branch", "x", { branch: "nope" }, 404, "Branch nope not found"],
    ["a branch that is an option", "x", { branch: "--exec=x" }, 404, "Branch --exec=x not found"],
    ["a folder's place", "environments", {}, 422, "environments is a directory"],
    ["a path into .git", "a/.git/hooks", {}, 422, "malformed path component"],
    ["a path out of the repository", "a/../../x", {}, 422, "malformed path component"],
  ])("refuses %s", async (_name, path, change, status, message) => {
    const encoded = `./contents/${encodeURIComponent(path)}`;
    const answer = await host.api("PUT", encoded, { body: { message: "m", content: base64("x"), ...change } });
    expect([answer.status, textAt(answer.body, "message")]).toEqual([status, expect.stringContaining(message)]);
  });

  it("lets exactly one of many writers with the same SHA win", async () => {
    const sha = await shaOf(VALUES);
    const before = Number(await runGit(host.repository, "rev-list", "--count", "main"));
    const ends = await Promise.all(
      Array.from({ length: 8 }, (_none, n) => put(VALUES, { content: base64(`image:\n  tag: 9.0.${n}\n`), sha })),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect(Number(await runGit(host.repository, "rev-list", "--count", "main"))).toBe(before + 1);
    const winner = ends.findIndex(({ status }) => status === 200);
    expect((await host.api("GET", at(VALUES), RAW)).text).toContain(`9.0.${winner}`);
  });

  it("makes the first commit of an empty repository, which then can be cloned", async () => {
    expect((await empty.api("GET", "./contents/a")).body).toMatchObject({ message: "This repository is empty." });
    expect((await empty.api("GET", "./commits")).body).toMatchObject({ message: "Git Repository is empty." });
    const made = await empty.api("PUT", "./contents/a.yaml", { body: { message: "Begin", content: base64("a: 1\n") } });
    expect([made.status, made.body]).toMatchObject([201, { commit: { parents: [] } }]);
    expect((await empty.clone()).read("a.yaml")).toBe("a: 1\n");
    expect((await empty.api("GET", "./commits")).status).toBe(200);
  });
});
