import { describe, expect, it, vi } from "vitest";
import type { Environment } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { gitHostWith, notFound, silentLog, unreachable } from "./git-host.test-support";
import { createValuesAt } from "./values-at";

const fleet: ResolvedEnvironment = {
  environment: {
    name: "fleet-01",
    values: "environments/{environment}/{application}.yaml",
    version: ["image", "tag"],
  } as Environment,
  claims: { by: "selector", selector: "environment=fleet-01" },
};
const rows = Array.from({ length: 40 }, (_, index) => `service-${index}`);
const pathOf = (row: string) => `environments/fleet-01/${row}.yaml`;
const filesWith = (tagOf: (row: string) => string) =>
  Object.fromEntries(rows.map((row) => [pathOf(row), `image:\n  tag: ${tagOf(row)}\n# ${row}\n`]));

const A = filesWith(() => "1.0.0");
const B = filesWith((row) => (row === "service-7" ? "1.1.0" : "1.0.0"));

function valuesOf(git: ReturnType<typeof gitHostWith>) {
  const read: string[] = [];
  const values = createValuesAt({
    git: git.host,
    log: silentLog,
    services: () => [],
    environments: () => [fleet],
    onRead: (environment, row) => read.push(`${environment}/${row}`),
  });
  const known = async (row: string, sha: string) => {
    values.read(fleet, row, sha);
    return vi.waitUntil(() => values.read(fleet, row, sha), { timeout: 2_000, interval: 1 });
  };
  return { values, read, known, all: (sha: string) => Promise.all(rows.map((row) => known(row, sha))) };
}

describe("the values files of a fleet", () => {
  it("are listed once a commit and read a few at a time, each row told of its own", async () => {
    const git = gitHostWith({ a: A });
    const { all, read, values } = valuesOf(git);
    await all("a");
    expect(values.read(fleet, "service-3", "a")).toMatchObject({ versions: { "service-3": "1.0.0" } });
    expect(git.asked.filter((request) => request.startsWith("files"))).toEqual(["files@a"]);
    expect(git.asked).toHaveLength(1 + rows.length);
    expect(git.reading.most).toBeLessThanOrEqual(8);
    expect([...read].sort()).toEqual(rows.map((row) => `fleet-01/${row}`).sort());
  });

  it("cost one file at a push that changes one file", async () => {
    const git = gitHostWith({ a: A, b: B });
    const { all, values } = valuesOf(git);
    await all("a");
    git.asked.length = 0;
    await all("b");
    expect(git.asked).toEqual(["files@b", `file ${pathOf("service-7")}@b`]);
    expect(values.differs(fleet, "service-7", "a", "b")).toBe(true);
    expect(values.differs(fleet, "service-8", "a", "b")).toBe(false);
  });

  it("of a commit of another repository are asked for once, and nothing is concluded from them", async () => {
    const git = gitHostWith({ a: A });
    const { all, values } = valuesOf(git);
    await all("elsewhere");
    await all("a");
    expect(values.read(fleet, "service-1", "elsewhere")).toMatchObject({ versions: {}, faulty: [] });
    expect(values.differs(fleet, "service-1", "elsewhere", "a")).toBeNull();
    expect(git.asked.filter((request) => request.includes("elsewhere"))).toEqual(["files@elsewhere"]);
  });

  it("are read one by one where the host does not list them all", async () => {
    const git = gitHostWith({ a: A }, { files: async () => ({ ok: true, value: null }) });
    const { known } = valuesOf(git);
    expect(await known("service-2", "a")).toMatchObject({ versions: { "service-2": "1.0.0" } });
  });

  it("that differ in the charts alone differ", async () => {
    const git = gitHostWith({ a: { ...A, "helm-charts": "old" }, b: { ...A, "helm-charts": "new" } });
    const { known, values } = valuesOf(git);
    await Promise.all([known("service-1", "a"), known("service-1", "b")]);
    expect(values.differs(fleet, "service-1", "a", "b")).toBe(true);
  });

  it("that could not be listed are asked for again", async () => {
    let answers = false;
    const git = gitHostWith({ a: A });
    const { files } = git.host;
    git.host.files = async (sha) =>
      answers ? files(sha) : { ok: false, failure: { ...notFound, kind: "unreachable", status: null } };
    const { values, known } = valuesOf(git);
    expect(values.read(fleet, "service-1", "a")).toBeUndefined();
    answers = true;
    expect(await known("service-1", "a")).toMatchObject({ versions: { "service-1": "1.0.0" } });
  });

  it("that the Git host did not give are told of again when it is time to ask again", async () => {
    let away = true;
    const git = gitHostWith({ a: A });
    const { file } = git.host;
    git.host.file = async (path, ref) => (away ? { ok: false, failure: unreachable } : file(path, ref));
    const { values, read } = valuesOf(git);
    values.read(fleet, "service-1", "a");
    await vi.waitUntil(() => git.asked.length > 0 && !values.read(fleet, "service-1", "a"), { timeout: 2_000 });
    await vi.waitUntil(
      () => {
        values.askAgain();
        return read.includes("fleet-01/service-1");
      },
      { timeout: 2_000, interval: 1 },
    );
    away = false;
    values.read(fleet, "service-1", "a");
    await vi.waitUntil(() => values.read(fleet, "service-1", "a"), { timeout: 2_000, interval: 1 });
  });
});

describe("the thousands of values files that nobody has read", () => {
  const many = Array.from({ length: 500 }, (_, index) => `service-${index}`);
  const large = (tagOf: (row: string) => string) =>
    Object.fromEntries(many.map((row) => [pathOf(row), `image:\n  tag: ${tagOf(row)}\n# ${row}\n`]));
  const C = large(() => "1.0.0");
  const D = large((row) => (row === "service-7" ? "[1, 2]" : "1.0.0"));

  it("come with one request, and after a push only what it changed", async () => {
    const git = gitHostWith({ c: C, d: D });
    const { known, values } = valuesOf(git);
    await Promise.all(many.map((row) => known(row, "c")));
    expect(git.asked).toEqual(["files@c", "texts@c"]);
    await Promise.all(many.map((row) => known(row, "d")));
    expect(git.asked.slice(2)).toEqual(["files@d", `file ${pathOf("service-7")}@d`]);
    expect(values.read(fleet, "service-7", "d")).toMatchObject({ versions: {}, faulty: ["service-7"] });
  });

  it("are read a few at a time where they do not come together", async () => {
    const refused = async () => ({ ok: false as const, failure: { ...notFound, kind: "failed" as const } });
    const git = gitHostWith({ c: C }, { texts: refused });
    const { known } = valuesOf(git);
    await Promise.all(many.map((row) => known(row, "c")));
    expect(git.asked).toHaveLength(1 + many.length);
    expect(git.reading.most).toBe(8);
  });

  it("are not asked for one by one of a Git host that is away", async () => {
    const away = { now: true };
    const git = gitHostWith({ c: C });
    const { texts } = git.host;
    git.host.texts = async (sha, wanted) => (away.now ? { ok: false, failure: unreachable } : texts(sha, wanted));
    const { values, known } = valuesOf(git);
    for (const row of many) values.read(fleet, row, "c");
    await vi.waitUntil(() => git.asked.length > 0, { timeout: 2_000, interval: 1 });
    away.now = false;
    await Promise.all(many.map((row) => known(row, "c")));
    expect(git.asked.filter((request) => request.startsWith("file "))).toEqual([]);
  });
});
