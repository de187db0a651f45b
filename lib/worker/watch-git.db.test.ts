import { describe, expect, it } from "vitest";
import { readPipeline } from "@/lib/adapters/policy/read-pipeline";
import type { WrittenCommit } from "@/lib/domain/policy-approval";
import { EVERYTHING } from "@/lib/domain/sight";
import type { GitHost, Outcome } from "@/lib/ports";
import { boardOfFile } from "@/lib/queries/board.test-support";
import { readNotices } from "@/lib/queries/read-notices";
import { watchGit } from "./watch-git";

const POLICY = "environments/pipeline.yaml";
const VALUES = "environments/dev/values.yaml";
const MANIFEST = "argocd-apps/dev.yaml";
const quiet = { info() {}, warn() {}, error() {} };

const policy = `version: 1
name: LINQ
services:
  - { name: web, version: web.image.tag }
environments:
  - name: dev
    values: ${VALUES}
    applications: { manifests: ${MANIFEST} }
    change: direct
    sync: automatic
`;
const FLEET = `  - name: fleet
    values: environments/fleet/{application}.yaml
    version: image.tag
    applications: { selector: "environment=fleet" }
    change: direct
    sync: manual
`;
const values = 'web:\n  image:\n    tag: "1.0.0"\n';
const manifest = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: dev-linq\n";
const GOOD: Record<string, string> = { [POLICY]: policy, [VALUES]: values, [MANIFEST]: manifest };

const board = boardOfFile();

/** A branch in a test's hands: each push is a commit with these files. */
function branch() {
  let commits: Record<string, string>[] = [GOOD];
  let away = false;
  let written: WrittenCommit[] = [];
  let stop = new AbortController();
  const answer = <T>(value: T): Promise<Outcome<T>> =>
    Promise.resolve(
      away
        ? { ok: false, failure: { kind: "unreachable", status: null, detail: "It did not answer in time." } }
        : { ok: true, value },
    );
  const shaOf = (index: number) => String(index).padStart(40, "0");
  const git: GitHost = {
    head: () => answer(shaOf(commits.length - 1)),
    file: (path, ref) => answer(commits[Number(ref)]?.[path] ?? null),
    files: (sha) => answer(new Map(Object.entries(commits[Number(sha)] ?? {}))),
    texts: (sha, wanted) =>
      answer(new Map(Object.entries(commits[Number(sha)] ?? {}).filter(([path]) => wanted(path)))),
    commit: () => Promise.reject(new Error("not asked for here")),
    commits: () => answer([]),
  };
  /** Looks once, as a push or the next poll would make it. */
  const look = async () => {
    stop = new AbortController();
    const watch = watchGit(
      {
        git,
        gitWriters: { writers: () => answer(written) },
        store: {
          ...board.store,
          async saveGitState(state) {
            await board.store.saveGitState(state);
            if (state.faulty !== null || state.state === "offline") stop.abort();
          },
        },
        readPolicy: readPipeline,
        clock: { now: () => board.deps.now },
        log: quiet,
        branch: "main",
        pipelinePath: POLICY,
        pollMs: 60_000,
        webhookChannel: "unused",
        listen: () => {},
      },
      stop.signal,
    );
    await watch;
    return readNotices(board.db, { sight: EVERYTHING, environments: [] });
  };
  return {
    look,
    /** From here on whoever has a hand in what is pushed. */
    writtenBy(name: string) {
      written = [
        { sha: "e".repeat(40), message: "", at: null, url: null, writers: [{ name, mail: null, login: name }] },
      ];
    },
    push(files: Record<string, string>) {
      commits = [...commits, files];
      return look();
    },
    goAway(now: boolean) {
      away = now;
      return look();
    },
  };
}

const without = (path: string) => Object.fromEntries(Object.entries(GOOD).filter(([name]) => name !== path));

const PROTECTED = `${policy}protected: { paths: [ ${POLICY}, "argocd-apps/**" ], approvals: [ { role: admin } ] }
roles:
  admin: { groups: [ linq/platform ], may: { "*": [administer] } }
`;
const GRANTS = PROTECTED.replace("linq/platform", "linq/everybody");
const GUARDED = { ...GOOD, [POLICY]: PROTECTED };

describe("rules that protect themselves", () => {
  const states = async () =>
    (await board.db.policyReading.findMany({ orderBy: { id: "asc" } })).map(({ state }) => state);
  const inForce = async () => (await board.store.policyInForce())?.text;

  it("make a change of them wait, and say whose it is, until Git goes back to them", async () => {
    const main = branch();
    await main.push(GUARDED);
    main.writtenBy("Dana Ito");
    const [notice] = await main.push({ ...GUARDED, [POLICY]: GRANTS });
    expect(notice).toMatchObject({
      title: "Dana Ito's change of the policy (0000000) waits for an admin other than its author.",
      detail: "The rules of 0000000 stay in force.",
      link: { href: "/access/policy" },
    });
    expect(await inForce()).toBe(PROTECTED);
    expect(await main.push(GUARDED)).toEqual([]);
    expect(await states()).toEqual(["in-force", "replaced", "in-force"]);
  });

  it("let a comment pass, and a push of something else changes nothing of what waits", async () => {
    const main = branch();
    await main.push(GUARDED);
    expect(await main.push({ ...GUARDED, [POLICY]: `# Looked over.\n${PROTECTED}` })).toEqual([]);
    expect(await inForce()).toMatch(/^# Looked over/);
    await main.push({ ...GUARDED, [POLICY]: GRANTS });
    await main.push({ ...GUARDED, [POLICY]: GRANTS, "other.txt": "x" });
    expect(await states()).toEqual(["in-force", "in-force", "waiting"]);
  });

  it("make a manifest wait that names another Application, and keep the one that was claimed", async () => {
    const main = branch();
    await main.push(GUARDED);
    await main.push({ ...GUARDED, [MANIFEST]: manifest.replace("dev-linq", "production-linq") });
    expect(await states()).toEqual(["in-force", "waiting"]);
    expect(await board.store.environments()).toMatchObject([{ claims: { names: ["dev-linq"] } }]);
  });

  it("are replaced in waiting by what comes after it, also by what cannot be read", async () => {
    const main = branch();
    await main.push(GUARDED);
    await main.push({ ...GUARDED, [POLICY]: GRANTS });
    const [notice] = await main.push({ ...GUARDED, [POLICY]: `${GRANTS}unknown: 1\n` });
    expect(notice?.title).toContain("does not count; the one before it stays in force");
    expect(await states()).toEqual(["in-force", "replaced", "unreadable"]);
    expect(await inForce()).toBe(PROTECTED);
  });

  it("take another text at once where they do not protect it, and that is on record", async () => {
    const main = branch();
    await main.look();
    await main.push(GUARDED);
    expect(await inForce()).toBe(PROTECTED);
    const [record] = await board.db.$queryRaw<
      { body: string }[]
    >`SELECT body FROM audit_record ORDER BY seq DESC LIMIT 1`;
    expect(JSON.parse(record?.body ?? "")).toMatchObject({
      kind: "policy-took-effect",
      reason: expect.stringContaining("protect nothing of it"),
    });
  });
});

describe("the watch of the branch", () => {
  it("brings a good policy into force without a word", async () => {
    expect(await branch().look()).toEqual([]);
    expect((await board.store.policyInForce())?.pipeline.name).toBe("LINQ");
    expect(await board.store.environments()).toMatchObject([{ claims: { by: "names", names: ["dev-linq"] } }]);
  });

  it("says where a broken policy is broken, keeps the last good one, and falls silent when it is taken back", async () => {
    const main = branch();
    await main.look();
    const [notice] = await main.push({ ...GOOD, [POLICY]: `${policy}    unknown-key: 1\n` });
    expect(notice?.detail).toMatch(/^environments\/pipeline\.yaml, line 11: .+/);
    expect((await board.store.policyInForce())?.text).toBe(policy);
    expect(await main.push(GOOD)).toEqual([]);
  });

  it("says so when a manifest that the policy names is gone, though the policy itself has not changed", async () => {
    const main = branch();
    await main.look();
    const [notice] = await main.push(without(MANIFEST));
    expect(notice?.detail).toContain(`dev: ${MANIFEST} does not exist.`);
    expect(await board.store.environments()).toHaveLength(1);
    expect(await main.push(GOOD)).toEqual([]);
  });

  it("says where a values file cannot be read, until it can", async () => {
    const main = branch();
    await main.look();
    const [notice] = await main.push({ ...GOOD, [VALUES]: 'web:\n  image:\n    tag: "1.0.0\n' });
    expect(notice?.id).toBe(`values-${VALUES}`);
    expect(notice?.detail).toMatch(/^environments\/dev\/values\.yaml, line \d: .+/);
    expect(await main.push(GOOD)).toEqual([]);
  });

  it.each([
    ["web:\n  image:\n    tag: 1.10\n", /line 3: .*put it in quotes, "1.10"/],
    ["web:\n  image:\n    tag: [1, 2]\n", /line 3: web.image.tag is not a version/],
  ])("names a version that cannot be taken as it is written: %j", async (text, reason) => {
    const main = branch();
    await main.look();
    const [notice] = await main.push({ ...GOOD, [VALUES]: text });
    expect(notice?.detail).toMatch(reason);
  });

  it("takes a service that a file does not mention for one that is not there, and no fault", async () => {
    const main = branch();
    await main.look();
    expect(await main.push({ ...GOOD, [VALUES]: "other: true\n" })).toEqual([]);
  });

  it("says that a values file is not there at all", async () => {
    const main = branch();
    await main.look();
    expect(await main.push(without(VALUES))).toMatchObject([{ detail: expect.stringContaining("is not there") }]);
  });

  it("names the first of a fleet's files that cannot be read, says how many more, and falls silent when they are repaired", async () => {
    const main = branch();
    const fleet = (broken: (n: number) => boolean) =>
      Object.fromEntries(
        Array.from({ length: 130 }, (_, n) => [
          `environments/fleet/service-${n}.yaml`,
          broken(n) ? `image: [ # ${n}\n` : `image: { tag: "1.0.0" } # ${n}\n`,
        ]),
      );
    const claimed = { ...GOOD, [POLICY]: policy + FLEET };
    expect(await main.push({ ...claimed, ...fleet(() => false) })).toEqual([]);
    const [one, ...others] = await main.push({ ...claimed, ...fleet((n) => n === 7) });
    expect(one?.title).toMatch(/^environments\/fleet\/service-7\.yaml at \d{7} cannot be read/);
    expect(others).toEqual([]);
    const [many, ...more] = await main.push({ ...claimed, ...fleet((n) => n % 2 === 0) });
    expect(many?.title).toMatch(/^65 values files at \d{7} cannot be read; the last good version of each stays\.$/);
    expect(many?.detail).toMatch(/^environments\/fleet\/service-0\.yaml, line \d: .+ And 62 more\.$/);
    expect(more).toEqual([]);
    expect(await main.push({ ...claimed, ...fleet(() => false) })).toEqual([]);
  });

  it("tells of a new head before the files of it have been judged, and names the commit that it judged", async () => {
    const main = branch();
    await main.push({ ...GOOD, [VALUES]: "web: [\n" });
    await board.store.saveGitState({
      branch: "main",
      head: "f".repeat(40),
      state: "live",
      message: null,
      faulty: null,
      at: board.deps.now,
    });
    expect(await readNotices(board.db, { sight: EVERYTHING, environments: [] })).toMatchObject([
      { title: expect.stringContaining("at 0000000 cannot be read") },
    ]);
  });

  it("says that the Git host is away, keeps what was read of it, and falls silent when it is back", async () => {
    const main = branch();
    await main.look();
    expect(await main.goAway(true)).toMatchObject([{ id: "git-main" }]);
    expect(await board.store.gitHead("main")).toBe("0".repeat(40));
    expect((await board.store.policyInForce())?.text).toBe(policy);
    expect(await main.goAway(false)).toEqual([]);
  });
});
