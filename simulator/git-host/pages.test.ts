import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "./git-host.test-support";

let host: TestHost;
let sha: string;
const EVIL = `<script>alert("1")</script> & 'x'`;

beforeAll(async () => {
  host = await startTestHost();
  const copy = await host.clone();
  sha = await copy.commit(EVIL, { "a<b>.html": EVIL, "ü und #1.txt": "ü\n" });
  await copy.git("push", "--quiet", "origin", "main", "HEAD:refs/heads/feature/a");
});
afterAll(() => host.stop());

const look = async (path: string) => {
  const answer = await fetch(`${host.url}${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe("a page", () => {
  it.each([
    ["/", "git clone http://127.0.0.1:"],
    ["/linq/gitops", "%C3%BC%20und%20%231.txt"],
    ["/linq/gitops/commits", "Begin the LINQ"],
    ["/linq/gitops/blob/main/environments/pipeline.yaml", "order: [dev-env-1]"],
    ["/linq/gitops/blob/feature/a/%C3%BC%20und%20%231.txt", "ü"],
    ["/linq/gitops/blob/feature%2Fa/environments/pipeline.yaml", "order"],
  ])("stands at %s", async (path, text) => {
    const page = await look(path);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.text).toContain(text);
  });

  it("shows a commit with what it changed, and every text as text", async () => {
    for (const path of [
      "/",
      `/linq/gitops/commit/${sha}`,
      `/linq/gitops/commit/${sha.slice(0, 7)}`,
      "/linq/gitops/blob/main/a%3Cb%3E.html",
    ]) {
      const page = await look(path);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.text).toContain("&#60;script&#62;");
      expect(page.text).not.toContain("<script");
      expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    }
  });

  it("shows what lies between two commits, the commits and the lines, from either side", async () => {
    const first = await (await host.clone()).git("rev-parse", "HEAD^");
    const page = await look(`/linq/gitops/compare/${first.trim()}...${sha}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`commit/${sha}`);
    expect(page.text).toContain('<span class="add">+ü</span>');
    expect(page.text).not.toContain("<script");
    expect((await look(`/linq/gitops/compare/${sha}...${first.trim()}`)).text).not.toContain('class="add"');
  });

  it("gives a file's bytes as text that no browser runs", async () => {
    const page = await look("/linq/gitops/raw/main/a%3Cb%3E.html");
    expect([page.text, page.headers.get("content-type"), page.headers.get("x-content-type-options")]).toEqual([
      EVIL,
      "text/plain; charset=utf-8",
      "nosniff",
    ]);
  });

  it.each([
    "/nope",
    "/linq/gitopsX",
    `/linq/gitopsX/commit/${"0".repeat(7)}`,
    "/linq/gitops/commit/fffffff",
    "/linq/gitops/compare/fffffff...eeeeeee",
    "/linq/gitops/compare/main...main",
    "/linq/gitops/blob/main",
    "/linq/gitops/blob/main/nope",
    "/linq/gitops/blob/main/..%2f..%2fconfig",
    "/linq/gitops/raw/main/environments",
  ])("is not there at %s", async (path) => {
    expect((await look(path)).status).toBe(404);
  });

  it("of an empty repository says how to clone it", async () => {
    const empty = await startTestHost({ files: {} });
    try {
      const answer = await fetch(empty.url);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("git clone")]);
    } finally {
      await empty.stop();
    }
  });
});
