import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedGit, startTestHost, type TestHost } from "./git-host.test-support";

let host: TestHost;
let base: string;
const repo = { owner: "linq", repo: "gitops" };

/** main has two commits and feature/x 260 beyond their merge base. */
beforeAll(async () => {
  host = await startTestHost();
  base = await host.head();
  const copy = await host.clone();
  await copy.git("checkout", "--quiet", "-b", "feature/x");
  await copy.commit("x1", { "x.txt": "1\n", "ü.txt": "ü\n" });
  await copy.git("push", "--quiet", "origin", "feature/x");
  await feedGit(host.repository, commitsAfter("refs/heads/feature/x", 2, 260), "fast-import", "--quiet");
  await copy.git("checkout", "--quiet", "main");
  await copy.commit("m1", { "m.txt": "1\n" });
  await copy.commit("m2", { "environments/pipeline.yaml": "order: []\n" });
  await copy.git("push", "--quiet", "origin", "main", `${base}:refs/heads/old`);
  await copy.git("checkout", "--quiet", "--orphan", "alone");
  await copy.commit("alone", { "alone.txt": "1\n" });
  await copy.git("push", "--quiet", "origin", "alone");
});

afterAll(() => host.stop());

/** Empty commits, one on the other and each later than the last, as `git fast-import` takes them. */
function commitsAfter(ref: string, from: number, to: number): string {
  const numbers = Array.from({ length: to - from + 1 }, (_none, n) => from + n);
  return numbers
    .map((n) => {
      const start = n === from ? `from ${ref}^0\n` : "";
      const committer = `committer Dana Ito <dana@linq.example> ${2_100_000_000 + n} +0000`;
      return `commit ${ref}\n${committer}\ndata ${`x${n}`.length}\nx${n}\n${start}\n`;
    })
    .join("");
}

const compare = (basehead: string, more = {}) =>
  host.octokit().rest.repos.compareCommitsWithBasehead({ ...repo, basehead, ...more });

describe("two branches", () => {
  it("that went apart: from their merge base to the head, both ways", async () => {
    const { data } = await compare("feature/x...main");
    expect(data).toMatchObject({
      status: "diverged",
      ahead_by: 2,
      behind_by: 260,
      total_commits: 2,
      merge_base_commit: { sha: base },
    });
    expect(data.commits.map(({ commit }) => commit.message)).toEqual(["m1", "m2"]);
    expect(data.files?.map(({ filename, status }) => [filename, status])).toEqual([
      ["environments/pipeline.yaml", "modified"],
      ["m.txt", "added"],
    ]);
    expect(data.files?.[0]?.patch).toContain("-order: [dev-env-1]\n+order: []");
  });

  it.each([
    ["old...main", "ahead", 2, 0],
    ["main...old", "behind", 0, 2],
    ["main...main", "identical", 0, 0],
    ["linq:old...linq:main", "ahead", 2, 0],
  ])("%s: %s", async (basehead, status, ahead_by, behind_by) => {
    expect((await compare(basehead)).data).toMatchObject({ status, ahead_by, behind_by });
  });

  it("with names in them that need care", async () => {
    const { data } = await compare("main...feature/x");
    expect(data.files?.map(({ filename }) => filename)).toEqual(["x.txt", "ü.txt"]);
  });
});

describe("many commits", () => {
  it("are the last 250 unless pages are asked for", async () => {
    const { data } = await compare("main...feature/x");
    expect(data.total_commits).toBe(260);
    expect([data.commits.length, data.commits[0]?.commit.message, data.commits.at(-1)?.commit.message]).toEqual([
      250,
      "x11",
      "x260",
    ]);
  });

  it("are paged from the oldest on, with the files on the first page only", async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => compare("main...feature/x", { per_page: 100, page })));
    expect(pages.map(({ data }) => [data.commits.length, data.commits[0]?.commit.message, data.files?.length])).toEqual(
      [
        [100, "x1", 2],
        [100, "x101", 0],
        [60, "x201", 0],
        [0, undefined, 0],
      ],
    );
    expect(pages[0]?.headers.link).toContain('page=3>; rel="last"');
    expect(pages[2]?.headers.link).not.toContain('rel="next"');
  });
});

it("comes as a diff, too", async () => {
  const { data } = await compare("old...main", { mediaType: { format: "diff" } });
  expect(String(data)).toMatch(/^diff --git a\/environments\/pipeline.yaml/);
});

it.each([
  ["main...nope", "Not Found"],
  ["nope...main", "Not Found"],
  ["main..old", "Not Found"],
  ["main...--output=x", "Not Found"],
  ["main...alone", "No common ancestor between main and alone."],
])("%s is 404: %s", async (basehead, message) => {
  const answer = await host.api("GET", `./compare/${basehead}`);
  expect([answer.status, answer.body]).toMatchObject([404, { message }]);
});
