import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost, textAt, type WorkingCopy } from "./git-host.test-support";

let host: TestHost;
let copy: WorkingCopy;
let first: string;
let second: string;
let tag: string;

beforeAll(async () => {
  host = await startTestHost();
  copy = await host.clone();
  first = await host.head();
  second = await copy.commit("second", { "a.txt": "1" });
  await copy.git("tag", "-a", "v1.0", "-m", "first release");
  tag = (await copy.git("rev-parse", "v1.0")).trim();
  await copy.git(
    "push",
    "--quiet",
    "origin",
    "main",
    "v1.0",
    `${first}:refs/heads/feature/a`,
    `${first}:refs/heads/feature/b`,
  );
  await copy.git("push", "--quiet", "origin", `${first}:refs/tags/main`, `${first}:refs/heads/füße/+1`);
});

afterAll(() => host.stop());

describe("reading", () => {
  it("gives a branch with slashes, written either way", async () => {
    for (const name of ["heads/feature/a", "heads%2Ffeature%2Fa", "heads/f%C3%BC%C3%9Fe/%2B1"])
      expect((await host.api("GET", `./git/ref/${name}`)).body).toMatchObject({
        object: { type: "commit", sha: first },
      });
  });

  it("gives an annotated tag itself, not its commit", async () => {
    const { body } = await host.api("GET", "./git/ref/tags/v1.0");
    expect(body).toMatchObject({ ref: "refs/tags/v1.0", object: { type: "tag", sha: tag } });
    const { body: read } = await host.api("GET", `./git/tags/${tag}`);
    expect(read).toMatchObject({
      tag: "v1.0",
      message: "first release",
      tagger: { name: "Dana Ito", email: "dana@linq.example" },
      object: { type: "commit", sha: second },
    });
  });

  it("gives refs by the beginning of their name, and none rather than 404", async () => {
    const names = async (prefix: string) =>
      Object.values(Object((await host.api("GET", `./git/matching-refs/${prefix}`)).body)).map((ref) =>
        textAt(ref, "ref"),
      );
    expect(await names("heads/feature/")).toEqual(["refs/heads/feature/a", "refs/heads/feature/b"]);
    expect(await names("heads/feat")).toHaveLength(2);
    expect(await names("heads/nothing")).toEqual([]);
  });

  it("takes a branch before a tag of the same name", async () => {
    expect((await host.api("GET", "./commits/main")).body).toMatchObject({ sha: second });
    expect((await host.api("GET", "./branches/main")).body).toMatchObject({ name: "main", commit: { sha: second } });
  });

  it("lists branches and tags", async () => {
    const { data: branches } = await host.octokit().rest.repos.listBranches({ owner: "linq", repo: "gitops" });
    expect(branches.map(({ name }) => name)).toEqual(["feature/a", "feature/b", "füße/+1", "main"]);
    const { data: tags } = await host.octokit().rest.repos.listTags({ owner: "linq", repo: "gitops" });
    expect(tags.map(({ name, commit }) => [name, commit.sha])).toEqual([
      ["v1.0", second],
      ["main", first],
    ]);
  });

  it.each([
    "heads/nope",
    "heads/feature",
    "heads/..",
    "heads/a b",
    "heads/-x",
    "heads/main.lock",
    "heads/@%7B1%7D",
    "heads/main%5E",
    "heads/main~1",
  ])("knows no ref %s", async (name) => {
    expect((await host.api("GET", `./git/ref/${name}`)).status).toBe(404);
  });
});

describe("writing", () => {
  it("makes, moves forward, moves back by force and deletes a branch", async () => {
    const made = await host.api("POST", "./git/refs", { body: { ref: "refs/heads/work", sha: first } });
    expect(made.headers.get("location")).toBe(`${host.apiUrl}/repos/linq/gitops/git/refs/heads/work`);
    expect((await host.api("PATCH", "./git/refs/heads/work", { body: { sha: second } })).body).toMatchObject({
      object: { sha: second },
    });
    const back = await host.api("PATCH", "./git/refs/heads/work", { body: { sha: first } });
    expect([back.status, back.body]).toMatchObject([422, { message: "Update is not a fast forward" }]);
    expect((await host.api("PATCH", "./git/refs/heads/work", { body: { sha: first, force: true } })).status).toBe(200);
    expect(await host.head("refs/heads/work")).toBe(first);
    const gone = await host.api("DELETE", "./git/refs/heads/work");
    expect([gone.status, gone.text]).toEqual([204, ""]);
    await expect(host.head("refs/heads/work")).rejects.toThrow();
  });

  it("points a tag at a tag object that was made before", async () => {
    const body = {
      tag: "v2",
      message: "second\n\nwith lines",
      object: second,
      type: "commit",
      tagger: { name: "Ada", email: "ada@linq.example", date: "2026-02-03T04:05:06Z" },
    };
    const made = await host.api("POST", "./git/tags", { body });
    expect(made.body).toMatchObject({ message: "second\n\nwith lines", tagger: { date: "2026-02-03T04:05:06Z" } });
    const sha = textAt(made.body, "sha");
    expect((await host.api("POST", "./git/refs", { body: { ref: "refs/tags/v2", sha } })).status).toBe(201);
    expect(await host.head("refs/tags/v2^{commit}")).toBe(second);
  });

  it.each([
    ["a name without refs/", { ref: "heads/x" }, "Reference name must start with 'refs/'"],
    ["a name of two parts", { ref: "refs/x" }, "three slash-separated components"],
    ["a name that git would refuse", { ref: "refs/heads/a..b" }, "refs/heads/a..b is not a valid ref name."],
    ["a name with a newline", { ref: "refs/heads/a\nb" }, "is not a valid ref name."],
    ["a name that is taken", { ref: "refs/heads/main" }, "Reference already exists"],
    ["a name below one that is taken", { ref: "refs/heads/main/x" }, "Reference update failed"],
    ["an object that is not there", { ref: "refs/heads/x", sha: "f".repeat(40) }, "Object does not exist"],
    ["an abbreviated SHA", { ref: "refs/heads/x", sha: "abcdef1" }, "The sha parameter must be exactly 40 characters"],
    ["a SHA that is a number", { ref: "refs/heads/x", sha: 5 }, "For 'properties/sha', 5 is not a string."],
    ["no SHA", { ref: "refs/heads/x", sha: undefined }, '"sha" wasn\'t supplied.'],
  ])("refuses %s", async (_name, body, message) => {
    const answer = await host.api("POST", "./git/refs", { body: { sha: second, ...body } });
    expect(answer.status).toBe(422);
    expect(textAt(answer.body, "message")).toContain(message);
  });

  it("refuses a branch that would point at a tree or a tag", async () => {
    const tree = (await copy.git("rev-parse", "HEAD^{tree}")).trim();
    for (const sha of [tree, tag])
      expect((await host.api("POST", "./git/refs", { body: { ref: "refs/heads/odd", sha } })).status).toBe(422);
  });

  it("keeps the default branch", async () => {
    const answer = await host.api("DELETE", "./git/refs/heads/main");
    expect([answer.status, await host.head()]).toEqual([422, second]);
  });

  it("lets one of two movers at once win, and tells the other", async () => {
    const ends = await Promise.all(
      ["x", "y", "z"].map((name) =>
        host.api("POST", "./git/refs", { body: { ref: "refs/heads/race", sha: name === "x" ? first : second } }),
      ),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });
});
