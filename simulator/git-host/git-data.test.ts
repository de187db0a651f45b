import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, runGit, startTestHost, type TestHost, textAt } from "./git-host.test-support";

let host: TestHost;
let base: string;
let baseTree: string;

const repo = { owner: "linq", repo: "gitops" };

beforeAll(async () => {
  host = await startTestHost();
  base = await host.head();
  baseTree = await host.head(`${base}^{tree}`);
});

afterAll(() => host.stop());

const listed = async (tree: string) =>
  (await runGit(host.repository, "ls-tree", "-r", "--name-only", tree)).trim().split("\n");
const makeTree = (body: unknown) => host.api("POST", "./git/trees", { body });
const file = (path: string, more: object = {}) => ({ path, mode: "100644", type: "blob", content: path, ...more });

describe("blobs", () => {
  it.each([
    ["text", Buffer.from("a: 1\r\nb: ü\n")],
    ["nothing", Buffer.alloc(0)],
    ["every byte", Buffer.from(Array.from({ length: 256 }, (_none, n) => n))],
  ])("gives back %s as it came", async (_name, bytes) => {
    const octokit = host.octokit();
    const { data: made } = await octokit.rest.git.createBlob({ ...repo, content: base64(bytes), encoding: "base64" });
    const { data: read } = await octokit.rest.git.getBlob({ ...repo, file_sha: made.sha });
    expect(Buffer.from(read.content, "base64").equals(bytes)).toBe(true);
    expect(read.size).toBe(bytes.length);
    const raw = await fetch(read.url ?? "", {
      headers: { authorization: "Bearer token-of-ada", accept: "application/vnd.github.raw" },
    });
    expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ["no Base64", { content: "?", encoding: "base64" }, "content is not valid Base64"],
    ["another encoding", { content: "a", encoding: "latin1" }, "encoding must be"],
    ["no content", {}, '"content" wasn\'t supplied.'],
  ])("refuses %s", async (_name, body, message) => {
    const answer = await host.api("POST", "./git/blobs", { body });
    expect([answer.status, textAt(answer.body, "message")]).toEqual([422, expect.stringContaining(message)]);
  });
});

describe("trees", () => {
  it("adds, replaces and removes on a base tree, and leaves the rest", async () => {
    const { body } = await makeTree({
      base_tree: baseTree,
      tree: [
        file("environments/dev-env-1/values.yaml", { content: "image:\n  tag: 2.0.0\n" }),
        file("environments/new/values.yaml"),
        { path: "environments/pipeline.yaml", mode: "100644", type: "blob", sha: null },
      ],
    });
    const sha = textAt(body, "sha");
    expect(await listed(sha)).toEqual([
      "environments/dev-env-1/values.yaml",
      "environments/new/values.yaml",
      "helm-charts/linq-platform/Chart.yaml",
    ]);
    expect(await runGit(host.repository, "show", `${sha}:environments/dev-env-1/values.yaml`)).toContain("2.0.0");
  });

  it("takes modes, links and whole trees, a folder in a file's place and a file in a folder's", async () => {
    const { body } = await makeTree({
      base_tree: baseTree,
      tree: [
        file("run.sh", { mode: "100755" }),
        file("link", { mode: "120000", content: "run.sh" }),
        { path: "copy", mode: "040000", type: "tree", sha: baseTree },
        file("helm-charts"),
        file("environments/pipeline.yaml/inside"),
      ],
    });
    const lines = await runGit(host.repository, "ls-tree", "-r", textAt(body, "sha"));
    expect(lines).toMatch(/^100755 blob \w+\trun.sh$/m);
    expect(lines).toMatch(/^120000 blob \w+\tlink$/m);
    expect(lines).toMatch(/^100644 blob \w+\tcopy\/environments\/pipeline.yaml$/m);
    expect(lines).toMatch(/^100644 blob \w+\thelm-charts$/m);
    expect(lines).toMatch(/^100644 blob \w+\tenvironments\/pipeline.yaml\/inside$/m);
    expect((await runGit(host.repository, "fsck", "--strict", "--no-dangling")).trim()).toBe("");
  });

  it("drops a folder whose last file goes", async () => {
    const { body } = await makeTree({
      base_tree: baseTree,
      tree: [{ path: "helm-charts/linq-platform/Chart.yaml", mode: "100644", sha: null }],
    });
    expect((await listed(textAt(body, "sha"))).join()).not.toContain("helm-charts");
  });

  it("takes a commit's SHA as base, as GitHub does", async () => {
    const { body } = await makeTree({ base_tree: base, tree: [file("x")] });
    expect(await listed(textAt(body, "sha"))).toHaveLength(4);
  });

  it("lists a tree, and all of it when recursive, names as they are", async () => {
    const names = ['quote".txt', "tab\there.txt", "ü ünïcödé/日本.txt", "back\\slash"];
    const made = await makeTree({ tree: names.map((name) => file(name)) });
    const sha = textAt(made.body, "sha");
    const { data } = await host.octokit().rest.git.getTree({ ...repo, tree_sha: sha, recursive: "1" });
    expect(data.tree.map(({ path }) => path).sort()).toEqual([...names, "ü ünïcödé"].sort());
    expect(data.truncated).toBe(false);
    const { data: flat } = await host.octokit().rest.git.getTree({ ...repo, tree_sha: sha });
    expect(flat.tree.find(({ path }) => path === "ü ünïcödé")).toMatchObject({ type: "tree", mode: "040000" });
  });

  it.each([
    ["no entries", { tree: [] }, "Invalid tree info"],
    ["entries that are no list", { tree: "x" }, "is not an array"],
    ["an entry that is text", { tree: ["x"] }, "Invalid tree info"],
    ["a path out of the repository", { tree: [file("../x")] }, "malformed path component"],
    ["a path into .git", { tree: [file("a/.GIT/config")] }, "malformed path component"],
    ["a path with an empty part", { tree: [file("a//b")] }, "malformed path component"],
    ["a path with a newline", { tree: [file("a\n100644 x\tb")] }, "malformed path component"],
    ["a path that begins with a slash", { tree: [file("/x")] }, "cannot start with a slash"],
    ["an unknown mode", { tree: [file("x", { mode: "100777" })] }, "valid tree.mode"],
    ["a mode with a second line in it", { tree: [file("x", { mode: "100644 x\n" })] }, "valid tree.mode"],
    [
      "a blob that is not there",
      { tree: [file("x", { content: undefined, sha: "f".repeat(40) })] },
      "is not a valid blob",
    ],
    [
      "a SHA with a second line in it",
      { tree: [file("x", { content: undefined, sha: `${"f".repeat(40)}\n` })] },
      "is not a valid blob",
    ],
    ["content and SHA", { tree: [file("x", { sha: "f".repeat(40) })] }, "either tree.sha or tree.content"],
    ["a base that is not there", { base_tree: "f".repeat(40), tree: [file("x")] }, "base_tree is not a valid tree oid"],
    ["a base that is a name", { base_tree: "main", tree: [file("x")] }, "base_tree is not a valid tree oid"],
  ])("refuses %s", async (_name, body, message) => {
    const answer = await makeTree(body);
    expect([answer.status, textAt(answer.body, "message")]).toEqual([422, expect.stringContaining(message)]);
  });

  it("refuses to remove what is not there, and a tree where a blob is meant", async () => {
    expect((await makeTree({ base_tree: baseTree, tree: [{ path: "nope", mode: "100644", sha: null }] })).status).toBe(
      422,
    );
    expect((await makeTree({ tree: [file("x", { content: undefined, sha: baseTree })] })).body).toMatchObject({
      message: `tree.sha ${baseTree} is not a valid blob`,
    });
  });
});

describe("commits", () => {
  it("carries author, committer, dates, message and parents as given", async () => {
    const author = { name: "Quinn Vale", email: "quinn@linq.example", date: "2026-02-03T04:05:06+02:00" };
    const committer = { name: "Sam Roth", email: "sam@linq.example", date: "2026-02-04T00:00:00Z" };
    const message = "Subject\n\nBody with\ttab, ü and \u001f\u001e controls\n\n- list";
    const { data } = await host.octokit().rest.git.createCommit({
      ...repo,
      message,
      tree: baseTree,
      parents: [base],
      author,
      committer,
    });
    expect(data).toMatchObject({
      message,
      author: { ...author, date: "2026-02-03T02:05:06Z" },
      committer,
      parents: [{ sha: base }],
      tree: { sha: baseTree },
    });
    const { data: read } = await host.octokit().rest.repos.getCommit({ ...repo, ref: data.sha });
    expect([read.commit.message, read.author?.login, read.committer?.login]).toEqual([message, "quinn", "sam"]);
  });

  it("is the caller's where nobody is named, and the committer's where only that is", async () => {
    const make = (more: object) =>
      host.api("POST", "./git/commits", { body: { message: "m", tree: baseTree, ...more } });
    expect((await make({})).body).toMatchObject({
      author: { name: "Ada Brandt" },
      committer: { name: "Ada Brandt" },
      parents: [],
    });
    const committer = { name: "Sam Roth", email: "sam@linq.example" };
    expect((await make({ committer })).body).toMatchObject({ author: committer, committer });
  });

  it("cleans a name of what would break the commit", async () => {
    const author = { name: "Evil\n<x>\nparent", email: "e>v<il@x.example" };
    const { body } = await host.api("POST", "./git/commits", { body: { message: "m", tree: baseTree, author } });
    expect(body).toMatchObject({ author: { name: "Evilxparent", email: "evil@x.example" } });
  });

  it.each([
    ["no message", { message: undefined }, '"message" wasn\'t supplied.'],
    ["no tree", { tree: undefined }, '"tree" wasn\'t supplied.'],
    ["a tree that is a commit", { tree: "BASE" }, "Tree SHA does not exist"],
    ["a tree that is not there", { tree: "f".repeat(40) }, "Tree SHA does not exist"],
    [
      "a parent that is not there",
      { parents: ["f".repeat(40)] },
      "Parent SHA does not exist or is not a commit object",
    ],
    ["a parent that is a name", { parents: ["main"] }, "whole SHAs"],
    ["parents that are no list", { parents: "x" }, "is not an array"],
    ["an author without mail", { author: { name: "x" } }, '"email" wasn\'t supplied.'],
    ["an author of brackets", { author: { name: "<>", email: "x@x" } }, "must not be empty"],
    ["a date that is none", { author: { name: "x", email: "x@x", date: "soon" } }, "is not a valid date-time"],
  ])("refuses %s", async (_name, change, message) => {
    const text = JSON.stringify({ message: "m", tree: baseTree, ...change }).replace("BASE", base);
    const answer = await host.api("POST", "./git/commits", { body: text });
    expect([answer.status, textAt(answer.body, "message")]).toEqual([422, expect.stringContaining(message)]);
  });
});

it("goes from blob to branch as ordinary clients do, and the result can be cloned", async () => {
  const { rest } = host.octokit();
  const { data: blob } = await rest.git.createBlob({ ...repo, content: "image:\n  tag: 3.0.0\n" });
  const { data: tree } = await rest.git.createTree({
    ...repo,
    base_tree: baseTree,
    tree: [{ path: "environments/dev-env-1/values.yaml", mode: "100644", type: "blob", sha: blob.sha }],
  });
  const { data: commit } = await rest.git.createCommit({
    ...repo,
    message: "Move dev to 3.0.0",
    tree: tree.sha,
    parents: [base],
  });
  await rest.git.updateRef({ ...repo, ref: "heads/main", sha: commit.sha });
  const copy = await host.clone();
  expect(copy.read("environments/dev-env-1/values.yaml")).toContain("3.0.0");
});
