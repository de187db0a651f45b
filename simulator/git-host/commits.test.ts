import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost, TOKEN, textAt, type WorkingCopy } from "./git-host.test-support";

let host: TestHost;
let copy: WorkingCopy;
const repo = { owner: "linq", repo: "gitops" };

/** Eleven commits after the seed: c1 to c10, an hour apart, even ones by Quinn and in dev/, and one that moves files. */
beforeAll(async () => {
  host = await startTestHost();
  copy = await host.clone();
  for (let n = 1; n <= 10; n++) {
    const [name, folder] = n % 2 === 0 ? ["quinn", "dev"] : ["dana", "prod"];
    const date = `2026-04-01T${String(n).padStart(2, "0")}:00:00Z`;
    copy.write(`${folder}/values[1].yaml`, `tag: ${n}\n`);
    copy.write("dev/values1.yaml", "never changes\n");
    await copy.git("add", "--all");
    const env = [`user.name=${name}`, `user.email=${name}@linq.example`].flatMap((setting) => ["-c", setting]);
    await copy.git(
      ...env,
      "commit",
      "--quiet",
      `--date=${date}`,
      `--author=${name} <${name}@linq.example>`,
      "-m",
      `c${n}`,
    );
    await copy.git("-c", "core.editor=true", "rebase", "--quiet", "--committer-date-is-author-date", "HEAD~1");
  }
  await copy.git("mv", "dev/values1.yaml", "dev/ü renamed.yaml");
  copy.write("binary.bin", Buffer.from([0, 1, 2, 3]));
  copy.write("dev/values[1].yaml", "tag: 11\r\n");
  await copy.commit("c11\u001f\u001e", {});
  await copy.git("push", "--quiet");
});

afterAll(() => host.stop());

const subjects = (body: unknown) =>
  Object.values(Object(body)).map((one) => textAt(one, "commit", "message").slice(0, 3).trim());
const ask = async (query: string) => subjects((await host.api("GET", `./commits?${query}`)).body);

describe("list", () => {
  it("is newest first from the default branch, a branch, a tag or a commit", async () => {
    expect(await ask("per_page=3")).toEqual(["c11", "c10", "c9"]);
    expect(await ask(`per_page=1&sha=${(await copy.git("rev-parse", "HEAD~2")).trim()}`)).toEqual(["c9"]);
  });

  it("holds to a path, taken as it is written and not as a pattern", async () => {
    expect(await ask("path=dev/values%5B1%5D.yaml")).toEqual(["c11", "c10", "c8", "c6", "c4", "c2"]);
    expect(await ask("path=dev/values1.yaml")).toEqual(["c11", "c1"]);
    expect(await ask("path=/prod/")).toEqual(["c9", "c7", "c5", "c3", "c1"]);
    expect(await ask("path=*")).toEqual([]);
    expect(await ask("path=:(exclude)dev")).toEqual([]);
  });

  it("holds to times, both ends, and to people by login or mail", async () => {
    expect(await ask("since=2026-04-01T08:00:00Z&until=2026-04-01T10:00:00Z")).toEqual(["c10", "c9", "c8"]);
    expect(await ask("since=2026-04-01T10:00:00%2B02:00&until=2026-04-01T09:00:00Z")).toEqual(["c9", "c8"]);
    expect(await ask("author=quinn&path=dev&per_page=2")).toEqual(["c10", "c8"]);
    expect(await ask("author=QUINN@linq.example&per_page=1")).toEqual(["c10"]);
    expect(await ask("committer=ada")).toEqual(["Beg"]);
    expect(await ask("author=.*")).toEqual([]);
    expect(await ask("author=linq")).toEqual([]);
  });

  it("refuses a time that is none and a revision that is not there", async () => {
    expect((await host.api("GET", "./commits?since=yesterday")).status).toBe(422);
    for (const sha of ["nope", "main..main", "--all", "-n1", "main^", ":/c1", "f".repeat(40)])
      expect((await host.api("GET", `./commits?sha=${encodeURIComponent(sha)}`)).status).toBe(404);
  });
});

describe("pages", () => {
  const links = async (query: string) => {
    const { headers } = await host.api("GET", `./commits?${query}`);
    const found = [...(headers.get("link") ?? "").matchAll(/[?&]page=(\d+)[^>]*>; rel="(\w+)"/g)];
    return Object.fromEntries(found.map(([, page, relation]) => [relation, Number(page)]));
  };

  it.each([
    ["per_page=5", { next: 2, last: 3 }],
    ["per_page=5&page=2", { prev: 1, next: 3, last: 3, first: 1 }],
    ["per_page=5&page=3", { prev: 2, first: 1 }],
    ["per_page=5&page=9", { prev: 3, first: 1 }],
    ["per_page=6&page=2", { prev: 1, first: 1 }],
    ["per_page=12", {}],
    ["per_page=11", { next: 2, last: 2 }],
    ["per_page=0", {}],
    ["per_page=x&page=-1", {}],
    ["per_page=1000", {}],
    ["path=prod&per_page=2", { next: 2, last: 3 }],
  ])("of %s", async (query, expected) => {
    expect(await links(query)).toEqual(expected);
  });

  it("keep the rest of the question, and are followed by Octokit to the end", async () => {
    const { headers } = await host.api("GET", "./commits?path=dev%2Fvalues%5B1%5D.yaml&per_page=2");
    expect(headers.get("link")).toContain(
      `<${host.apiUrl}/repos/linq/gitops/commits?path=dev%2Fvalues%5B1%5D.yaml&per_page=2&page=2>; rel="next"`,
    );
    const octokit = host.octokit();
    const all = await octokit.paginate(octokit.rest.repos.listCommits, { ...repo, per_page: 5 });
    expect(all).toHaveLength(12);
    expect(new Set(all.map(({ sha }) => sha)).size).toBe(12);
  });

  it("hold a hundred at most", async () => {
    const { data } = await host.octokit().rest.git.createTree({
      ...repo,
      tree: Array.from({ length: 350 }, (_none, n) => ({
        path: `many/${n}`,
        mode: "100644" as const,
        content: `${n}`,
      })),
    });
    const { data: many } = await host
      .octokit()
      .rest.git.createCommit({ ...repo, message: "many", tree: data.sha, parents: [await host.head()] });
    const octokit = host.octokit();
    const first = await octokit.rest.repos.getCommit({ ...repo, ref: many.sha });
    expect(first.data.files).toHaveLength(300);
    expect(first.headers.link).toContain('rel="next"');
    const second = await octokit.rest.repos.getCommit({ ...repo, ref: many.sha, page: 2 });
    expect(second.data.files?.length).toBeGreaterThanOrEqual(50);
    expect(second.data.stats).toEqual(first.data.stats);
  });
});

describe("one commit", () => {
  it("names each file with what happened to it, and its patch", async () => {
    const { data } = await host.octokit().rest.repos.getCommit({ ...repo, ref: "main" });
    expect(data.commit.message).toBe("c11\u001f\u001e");
    expect(data.files).toMatchObject([
      { filename: "binary.bin", status: "added", additions: 0, deletions: 0 },
      {
        filename: "dev/values[1].yaml",
        status: "modified",
        additions: 1,
        deletions: 1,
        patch: "@@ -1 +1 @@\n-tag: 10\n+tag: 11\r",
      },
      { filename: "dev/ü renamed.yaml", previous_filename: "dev/values1.yaml", status: "renamed", changes: 0 },
    ]);
    expect(data.files?.[0]?.patch).toBeUndefined();
    expect(data.stats).toEqual({ total: 2, additions: 1, deletions: 1 });
  });

  it("compares a root commit with nothing", async () => {
    const root = (await copy.git("rev-list", "--max-parents=0", "HEAD")).trim();
    const { data } = await host.octokit().rest.repos.getCommit({ ...repo, ref: root });
    expect(data.files?.map(({ filename, status }) => [filename, status])).toContainEqual([
      "environments/pipeline.yaml",
      "added",
    ]);
  });

  it("comes as a diff, a patch or its SHA, too", async () => {
    const form = async (format: string) =>
      (
        await fetch(`${host.apiUrl}/repos/linq/gitops/commits/main`, {
          headers: { authorization: `Bearer ${TOKEN}`, accept: `application/vnd.github.${format}` },
        })
      ).text();
    expect(await form("sha")).toBe(await host.head());
    expect(await form("diff")).toMatch(/^diff --git a\/binary.bin b\/binary.bin/);
    expect(await form("patch")).toMatch(/^From [0-9a-f]{40} /);
  });

  it("is found by branch, tag and abbreviation, and refused in GitHub's words when it is not", async () => {
    const sha = await host.head();
    expect((await host.api("GET", `./commits/${sha.slice(0, 8)}`)).body).toMatchObject({ sha });
    for (const name of ["nope", "f".repeat(40), "main~1", "--all"]) {
      const answer = await host.api("GET", `./commits/${name}`);
      expect([answer.status, answer.body]).toMatchObject([422, { message: `No commit found for SHA: ${name}` }]);
    }
  });
});

it("names files whose patches start alike, have quotes or change their type, each with its own patch", async () => {
  await copy.commit("before", {
    'q"1.txt': "1\n",
    "tab\there": "1\n",
    "t.txt": "target\n",
    "z.txt": "1\n",
    "--- a": "1\n",
  });
  await copy.commit("after", {
    'q"1.txt': "diff --git a/x b/x\n+++ b/x\n",
    "tab\there": "2\n",
    "z.txt": "2\n",
    "--- a": "2\n",
  });
  await copy.git("push", "--quiet");
  const { data } = await host.octokit().rest.repos.getCommit({ ...repo, ref: "main" });
  const patches = Object.fromEntries((data.files ?? []).map(({ filename, patch }) => [filename, patch]));
  expect(patches).toEqual({
    "--- a": "@@ -1 +1 @@\n-1\n+2",
    'q"1.txt': "@@ -1 +1,2 @@\n-1\n+diff --git a/x b/x\n++++ b/x",
    "tab\there": "@@ -1 +1 @@\n-1\n+2",
    "z.txt": "@@ -1 +1 @@\n-1\n+2",
  });
});
