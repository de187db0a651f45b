import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { feedGit, READ_TOKEN, runGit, startTestHost, type TestHost, TOKEN } from "./git-host.test-support";

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
});

afterAll(() => host.stop());

/** Sent at once; an address with a password is tried without it first. */
const withToken = (token: string) =>
  `http.extraHeader=Authorization: Basic ${Buffer.from(`anyone:${token}`).toString("base64")}`;

describe("clone and fetch", () => {
  it("gives what was seeded", async () => {
    const copy = await host.clone();
    expect(copy.read("environments/dev-env-1/values.yaml")).toBe("image:\n  tag: 1.0.0\n");
    expect((await copy.git("branch", "--show-current")).trim()).toBe("main");
  });

  it.each(["0", "1", "2"])("speaks protocol version %s", async (version) => {
    const listed = await runGit(
      host.directory,
      "-c",
      `protocol.version=${version}`,
      "ls-remote",
      host.cloneUrl,
      "main",
    );
    expect(listed).toBe(`${await host.head()}\trefs/heads/main\n`);
  });

  it("serves the address without .git too, as GitHub does", async () => {
    const listed = await runGit(host.directory, "ls-remote", host.cloneUrl.replace(/\.git$/, ""));
    expect(listed).toContain("refs/heads/main");
  });

  it("clones shallow, deepens, and clones without blobs", async () => {
    const copy = await host.clone();
    await copy.commit("two", { "a.txt": "2" });
    await copy.commit("three", { "a.txt": "3" });
    await copy.git("push", "--quiet");
    const shallow = await host.clone("--depth=1");
    expect((await shallow.git("rev-list", "--count", "HEAD")).trim()).toBe("1");
    await shallow.git("fetch", "--quiet", "--unshallow");
    expect(Number(await shallow.git("rev-list", "--count", "HEAD"))).toBeGreaterThanOrEqual(3);
    const partial = await host.clone("--filter=blob:none", "--no-checkout");
    expect(await partial.git("rev-list", "--objects", "--missing=print", "HEAD")).toMatch(/^\?/m);
  });

  it("gives a commit asked for by its SHA alone", async () => {
    const copy = await host.clone();
    const orphan = await copy.commit("to be forgotten", { "b.txt": "1" });
    await copy.git("push", "--quiet", "origin", "HEAD:refs/heads/short-lived");
    await copy.git("push", "--quiet", "origin", "--delete", "short-lived");
    const other = await host.clone();
    await other.git("fetch", "--quiet", "origin", orphan);
    expect((await other.git("cat-file", "-t", orphan)).trim()).toBe("commit");
  });
});

describe("push", () => {
  it("moves main, makes branches and tags, and deletes them", async () => {
    const copy = await host.clone();
    const sha = await copy.commit("move", { "c.txt": "1" });
    await copy.git("tag", "-a", "v1", "-m", "first");
    await copy.git("push", "--quiet", "origin", "main", "HEAD:refs/heads/feature/ü-1", "v1");
    expect(await host.head()).toBe(sha);
    expect(await host.head("refs/heads/feature/ü-1")).toBe(sha);
    expect(await host.head("refs/tags/v1^{commit}")).toBe(sha);
    await copy.git("push", "--quiet", "origin", "--delete", "feature/ü-1", "v1");
    await expect(host.head("refs/heads/feature/ü-1")).rejects.toThrow();
  });

  it("refuses what is not a fast-forward, and takes it by force", async () => {
    const [mine, theirs] = [await host.clone(), await host.clone()];
    await theirs.commit("theirs", { "d.txt": "theirs" });
    await theirs.git("push", "--quiet");
    const sha = await mine.commit("mine", { "d.txt": "mine" });
    await expect(mine.git("push", "--quiet")).rejects.toThrow(/rejected/);
    await mine.git("push", "--quiet", "--force");
    expect(await host.head()).toBe(sha);
  });

  it("does not delete the default branch", async () => {
    const copy = await host.clone();
    await expect(copy.git("push", "--quiet", "origin", "--delete", "main")).rejects.toThrow(/refusing to delete/);
  });

  it("takes a shallow clone's push", async () => {
    const copy = await host.clone("--depth=1");
    const sha = await copy.commit("from a shallow clone", { "e.txt": "1" });
    await copy.git("push", "--quiet");
    expect(await host.head()).toBe(sha);
  });

  it("keeps a file of 20 MB, binary bytes and CRLF as they are", async () => {
    const copy = await host.clone();
    const big = Buffer.alloc(20_000_000, createHash("sha256").update("seed").digest());
    big.writeUInt32LE(0xdeadbeef, 7_000_000);
    const crlf = "a: 1\r\nb: 2\r\n";
    await copy.commit("big", { "big.bin": big, "crlf.yaml": crlf });
    await copy.git("push", "--quiet");
    const other = await host.clone();
    const sum = (await other.git("hash-object", "--no-filters", "big.bin")).trim();
    expect(sum).toBe(createHash("sha1").update(`blob ${big.length}\0`).update(big).digest("hex"));
    expect(other.read("crlf.yaml")).toBe(crlf);
  });

  it("lets exactly one of many simultaneous pushes to a branch win, and loses none to different branches", async () => {
    const copies = await Promise.all([1, 2, 3, 4].map(() => host.clone()));
    const shas = await Promise.all(copies.map((copy, n) => copy.commit(`race ${n}`, { "race.txt": `${n}` })));
    const ends = await Promise.allSettled(copies.map((copy) => copy.git("push", "--quiet", "origin", "HEAD:main")));
    const won = ends.flatMap((end, n) => (end.status === "fulfilled" ? [shas[n]] : []));
    expect(won).toEqual([await host.head()]);
    await Promise.all(copies.map((copy, n) => copy.git("push", "--quiet", "origin", `HEAD:refs/heads/race-${n}`)));
    expect(await Promise.all(shas.map((_sha, n) => host.head(`refs/heads/race-${n}`)))).toEqual(shas);
  });

  it("refuses a tree that would write into .git on checkout", async () => {
    const copy = await host.clone();
    const blob = (await copy.git("hash-object", "-w", "--", "environments/pipeline.yaml")).trim();
    const tree = (await feedGit(copy.directory, `100644 blob ${blob}\t.GIT\n`, "mktree")).trim();
    const commit = (await copy.git("commit-tree", tree, "-m", "hostile")).trim();
    await expect(copy.git("push", "--quiet", "origin", `${commit}:refs/heads/hostile`)).rejects.toThrow();
    await expect(host.head("refs/heads/hostile")).rejects.toThrow();
  });
});

describe("who may", () => {
  it.each([
    ["a known token", TOKEN, true],
    ["a token that may only read", READ_TOKEN, false],
    ["an unknown token", "nobody", false],
  ])("push with %s", async (_name, token, allowed) => {
    const copy = await host.clone();
    await copy.commit("with a token", { "token.txt": token });
    const pushed = copy.git(
      "-c",
      withToken(token),
      "push",
      "--quiet",
      "origin",
      `HEAD:refs/heads/by-${allowed}-${token}`,
    );
    await (allowed ? pushed : expect(pushed).rejects.toThrow(/fatal/));
  });

  it("asks for a token where this machine is not trusted: to read and to push", async () => {
    const strict = await startTestHost({ trustLoopback: false });
    try {
      await expect(runGit(strict.directory, "ls-remote", strict.cloneUrl)).rejects.toThrow(/could not read Username/);
      const url = strict.cloneUrl.replace("http://", `http://x:${READ_TOKEN}@`);
      expect(await runGit(strict.directory, "ls-remote", url)).toContain("refs/heads/main");
      const answer = await fetch(`${strict.cloneUrl}/info/refs?service=git-receive-pack`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    } finally {
      await strict.stop();
    }
  });

  it("lets anybody read a public repository, and nobody push without a token", async () => {
    const open = await startTestHost({ trustLoopback: false, visibility: "public" });
    try {
      expect(await runGit(open.directory, "ls-remote", open.cloneUrl)).toContain("refs/heads/main");
      const answer = await fetch(`${open.cloneUrl}/info/refs?service=git-receive-pack`);
      expect(answer.status).toBe(401);
    } finally {
      await open.stop();
    }
  });

  it.each([
    ["a page of another site, which can send no Git content type unasked", { "content-type": "text/plain" }, 415],
    [
      "a name that was rebound to this machine",
      { "content-type": "application/x-git-receive-pack-request", host: "evil.example" },
      401,
    ],
  ])("trusts this machine but not %s", async (_name, headers, status) => {
    expect(await rawStatus("POST", "/linq/gitops.git/git-receive-pack", headers)).toBe(status);
  });
});

describe("what Git never asks", () => {
  it.each([
    ["GET", "/linq/gitops.git/info/refs", 403],
    ["GET", "/linq/gitops.git/info/refs?service=git-shell", 403],
    ["GET", "/linq/gitops.git/git-upload-pack", 405],
    ["POST", "/linq/gitops.git/info/refs?service=git-upload-pack", 405],
    ["GET", "/linq/gitops.git/config", 404],
    ["GET", "/linq/gitops.git/../gitops.git/HEAD", 404],
    ["GET", "/linq/other.git/info/refs?service=git-upload-pack", 404],
  ])("%s %s is %i", async (method, target, status) => {
    expect(await rawStatus(method, target, {})).toBe(status);
  });
});

describe("a client that is slow or goes away", () => {
  it("holds nobody up, and leaves no git process and no lock behind", async () => {
    const slow = net.connect(host.port, "127.0.0.1");
    await new Promise((resolve) => slow.once("connect", resolve));
    slow.write(
      `POST /linq/gitops.git/git-receive-pack HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n` +
        "Content-Type: application/x-git-receive-pack-request\r\nContent-Length: 1000000\r\n\r\n0",
    );
    const copy = await host.clone();
    const sha = await copy.commit("meanwhile", { "meanwhile.txt": "1" });
    await copy.git("push", "--quiet");
    expect(await host.head()).toBe(sha);
    expect(host.running()).toBe(1);
    slow.destroy();
    await vi.waitFor(() => expect(host.running()).toBe(0), { timeout: 10_000 });
    expect(readdirSync(host.repository).filter((name) => name.endsWith(".lock"))).toEqual([]);
  });
});

/** A request as written: fetch would tidy the path and refuse the Host header. */
function rawStatus(method: string, target: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(host.port, "127.0.0.1");
    const all = { host: `127.0.0.1:${host.port}`, connection: "close", "content-length": "0", ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(text.split(" ")[1])));
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  });
}
