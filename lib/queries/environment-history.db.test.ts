import { beforeEach, describe, expect, it } from "vitest";
import type { Observation } from "@/lib/domain/observation";
import type { DeploymentRow, HistoryFilter, QuietRow } from "@/lib/http/contracts/history";
import { historyFilter } from "@/lib/http/history-filter";
import type { SavedDeployment } from "@/lib/ports";
import { actor, application, boardOfFile, claiming, deployment, environment, minutesAgo } from "./board.test-support";
import { environmentHistory } from "./environment-history";

const board = boardOfFile();

beforeEach(async () => {
  await board.policy(
    [claiming(environment(DEV)), claiming(environment("other", { position: 1 }))],
    ["web", "scheduler"],
  );
  await board.argocd();
});

const DEV = "dev-env-1";
const sha = (letter: string) => letter.repeat(40);
const idAt = (minutes: number) => `default/argocd/${DEV}-linq@${minutesAgo(minutes).toISOString()}`;

const deploy = (minutes: number, web: string, change: Partial<SavedDeployment> = {}) =>
  deployment(DEV, minutesAgo(minutes), { versions: { web }, ...change });

async function look(asked: Partial<HistoryFilter> = {}, name = DEV) {
  const filter = { ...historyFilter(new URLSearchParams()), ...asked };
  const page = await environmentHistory(actor, board.deps, { name, filter });
  if (!page) throw new Error(`no environment ${name}`);
  return page;
}
const deployments = (page: Awaited<ReturnType<typeof look>>): DeploymentRow[] =>
  page.rows.flatMap((row) => (row.kind === "deployment" ? [row] : []));
const quiet = (page: Awaited<ReturnType<typeof look>>): QuietRow[] =>
  page.rows.flatMap((row) => (row.kind === "quiet" ? [row] : []));

/** Commits of the branch, oldest first, a minute each. */
async function pushed(...letters: string[]) {
  const commits = letters.map((letter, i) => ({
    sha: sha(letter),
    author: letter === "a" ? "Dana Ito" : "Quinn Vale",
    mail: "",
    login: null,
    message: `Change ${letter}\n\nbody`,
    at: minutesAgo(100 - i),
    url: `https://git.example/linq/gitops/commit/${sha(letter)}`,
    onBranchAt: minutesAgo(100 - i),
  }));
  await board.store.saveBranchCommits(commits, minutesAgo(1));
}

describe("an environment's deployments", () => {
  it("says of each what it changed against the last that succeeded, and until when it ran", async () => {
    await board.save({
      deployments: [
        deploy(50, "1.0.0"),
        deploy(40, "1.1.0", { outcome: "failed", message: "Service web could not be applied." }),
        deploy(30, "1.2.0"),
        deploy(20, "1.2.0", { how: "by hand", by: "Sam Roth", message: "successfully synced" }),
        deploy(10, "1.0.0", { how: "rollback", by: "Sam Roth" }),
      ],
    });
    expect(deployments(await look()).map((row) => [row.outcome, row.changes, row.until, row.message])).toEqual([
      ["succeeded", [{ service: "web", from: "1.2.0", to: "1.0.0", words: "back" }], null, ""],
      ["succeeded", [], minutesAgo(10).toISOString(), ""],
      [
        "succeeded",
        [{ service: "web", from: "1.0.0", to: "1.2.0", words: "2 minor up" }],
        minutesAgo(20).toISOString(),
        "",
      ],
      [
        "failed",
        [{ service: "web", from: "1.0.0", to: "1.1.0", words: "1 minor up" }],
        null,
        "Service web could not be applied.",
      ],
      ["succeeded", [], minutesAgo(30).toISOString(), ""],
    ]);
  });

  it("gives thirty a page, and compares across the page's edge and past other applications", async () => {
    const own = Array.from({ length: 32 }, (_, i) =>
      deploy(100 + i, `1.0.${32 - i}`, { applicationId: "default/argocd/one" }),
    );
    const others = Array.from({ length: 10 }, (_, i) =>
      deploy(90 + i, "9.9.9", { applicationId: "default/argocd/two" }),
    );
    await board.save({ deployments: [...own, ...others] });
    const first = await look();
    const second = await look({ before: first.older ?? "" });
    expect([first, second].map((page) => page.rows.length)).toEqual([30, 12]);
    expect(second.older).toBeNull();
    expect(new Set([first, second].flatMap((page) => page.rows.map((row) => row.id))).size).toBe(42);
    expect(deployments(first).at(-1)?.changes).toMatchObject([{ from: "1.0.12", to: "1.0.13" }]);
    expect(deployments(second)[0]?.until).toBe(minutesAgo(119).toISOString());
  });

  it("begins with the newest where the place to begin at is of another environment, or of none", async () => {
    await board.save({ deployments: [deploy(20, "1.0.0"), deployment("other", minutesAgo(30))] });
    const elsewhere = `default/argocd/other-linq@${minutesAgo(30).toISOString()}`;
    for (const before of [elsewhere, "nothing", "' OR true --"])
      expect((await look({ before })).rows.map(({ id }) => id)).toEqual([idAt(20)]);
  });

  it("keeps those that ended at one instant in one order, none twice and none lost", async () => {
    const same = Array.from({ length: 40 }, (_, i) =>
      deploy(20, "1.0.0", { id: `same-${String(i).padStart(2, "0")}`, applicationId: `default/argocd/${i}` }),
    );
    await board.save({ deployments: same });
    const first = await look();
    const second = await look({ before: first.older ?? "" });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(same.map(({ id }) => id).reverse());
  });

  it("changes nothing where versions were never read", async () => {
    await board.save({ deployments: [deploy(30, "1.0.0"), deploy(20, "1.0.0", { versions: {} })] });
    expect(deployments(await look()).map((row) => row.changes)).toEqual([[], []]);
  });

  it("carries what came from outside cut, whatever it holds", async () => {
    const message = `<script>alert(1)</script> \u202Egnp.exe ${"x".repeat(10_000)}\n\nbody`;
    const commit = { sha: sha("a"), author: "<b>Mallory</b>", mail: "", login: null, message, at: null };
    await board.store.saveCommits([{ ...commit, url: "javascript:alert(1)" }], [DEV], minutesAgo(30));
    const huge = "y".repeat(1_000_000);
    await board.save({ deployments: [deploy(30, "1.0.0", { outcome: "failed", message: huge, by: huge })] });
    const [row] = deployments(await look());
    expect(row?.commit).toMatchObject({ author: "<b>Mallory</b>", message: message.slice(0, 300) });
    expect([row?.message.length, row?.by.length]).toEqual([1_000, 200]);
  });
});

describe("which deployments are looked for", () => {
  const ids = async (asked: Partial<HistoryFilter>) => (await look(asked)).rows.map(({ id }) => id);

  it("only those that failed", async () => {
    await board.save({ deployments: [deploy(30, "1.0.0"), deploy(20, "1.1.0", { outcome: "failed" })] });
    expect(await ids({ only: "failed" })).toEqual([idAt(20)]);
  });

  it("those that changed a service, also where it came or went, and not where nothing was read", async () => {
    const versions = (minutes: number, all: Record<string, string>) => deploy(minutes, "", { versions: all });
    await board.save({
      deployments: [
        versions(60, { web: "1" }),
        versions(50, { web: "1", scheduler: "2" }),
        versions(40, { web: "2", scheduler: "2" }),
        versions(30, {}),
        versions(20, { web: "2", scheduler: "2" }),
        versions(10, { web: "2" }),
      ],
    });
    expect(await ids({ service: "scheduler" })).toEqual([idAt(10), idAt(50)]);
    expect(await ids({ service: "web" })).toEqual([idAt(40)]);
    expect(await ids({ service: "toString" })).toEqual([]);
  });

  it("those by a person: who began it, or who wrote what was deployed by itself", async () => {
    await pushed("a", "b");
    await board.save({
      deployments: [
        deploy(30, "1.0.0", { revision: sha("a") }),
        deploy(20, "1.1.0", { revision: sha("b"), by: "Sam Roth", how: "by hand" }),
      ],
    });
    expect(await ids({ who: "dana" })).toEqual([idAt(30)]);
    expect(await ids({ who: "ROTH" })).toEqual([idAt(20)]);
    expect(await ids({ who: "%" })).toEqual([]);
  });

  it("looks through five thousand at once, says how far it came, and goes on from there", async () => {
    await board.db.$executeRaw`
      INSERT INTO deployment (id, application_id, environment, revision, at, by, how, outcome, versions)
      SELECT 'd' || lpad(i::text, 5, '0'), 'default/argocd/x', ${DEV}, ${sha("a")}, ${minutesAgo(0)}::timestamptz - i * interval '1 minute',
        'Argo CD', 'automatic', CASE WHEN i = 6001 THEN 'failed' ELSE 'succeeded' END, '{}' FROM generate_series(1, 6002) AS i`;
    const first = await look({ only: "failed" });
    expect(first).toMatchObject({ rows: [], older: "d05000", lookedBackTo: minutesAgo(5_000).toISOString() });
    const second = await look({ only: "failed", before: first.older ?? "" });
    expect(second.rows.map(({ id }) => id)).toEqual(["d06001"]);
    expect([second.older, second.lookedBackTo]).toEqual([null, null]);
  });
});

describe("what deployed nothing", () => {
  const operation = (minutes: number, kind: string, change: Partial<Observation> = {}): Observation => ({
    at: minutesAgo(minutes),
    applicationId: `default/argocd/${DEV}-linq`,
    environment: DEV,
    service: null,
    kind: "operation",
    from: "Running",
    to: "Succeeded",
    details: { kind, by: "Argo CD", revision: sha("a"), message: "healed" },
    ...change,
  });

  it("stands between the deployments, the same in one row until a deployment comes", async () => {
    await board.save({
      deployments: [deploy(50, "1.0.0"), deploy(30, "1.1.0")],
      observations: [
        operation(45, "self-heal", { from: null, to: "Running" }),
        operation(44, "self-heal"),
        operation(43, "self-heal"),
        operation(42, "dry-run", { details: { kind: "dry-run", by: "Sam Roth", revision: null, message: "" } }),
        operation(41, "self-heal", { to: "Failed", details: { kind: "self-heal", by: "Argo CD", message: "refused" } }),
        operation(20, "self-heal"),
        operation(60, "self-heal"),
        operation(45, "sync"),
        operation(45, "rollback"),
      ],
    });
    const page = await look();
    expect(page.rows.map((row) => (row.kind === "quiet" ? `${row.times} ${row.what} ${row.failed}` : row.id))).toEqual([
      "1 self-heal false",
      idAt(30),
      "1 self-heal true",
      "1 dry-run false",
      "2 self-heal false",
      idAt(50),
      "1 self-heal false",
    ]);
    expect(quiet(page)[1]).toMatchObject({ message: "refused", by: "Argo CD" });
    expect(quiet(page)[3]).toMatchObject({ from: minutesAgo(44).toISOString(), until: minutesAgo(43).toISOString() });
  });

  it("is told once, on the page where it belongs, and never for another environment", async () => {
    await board.save({
      deployments: Array.from({ length: 35 }, (_, i) => deploy(10 + i * 10, "1.0.0")),
      observations: [
        ...Array.from({ length: 36 }, (_, i) => operation(5 + i * 10, "self-heal")),
        operation(7, "self-heal", { environment: "other" }),
      ],
    });
    const first = await look();
    const second = await look({ before: first.older ?? "" });
    expect([quiet(first).length, quiet(second).length]).toEqual([30, 6]);
  });

  it("is looked for like deployments: only failed, by a person, and never by service", async () => {
    const byHand = { kind: "partial-sync", by: "Sam Roth", revision: null, message: "" };
    await board.save({
      observations: [operation(40, "self-heal"), operation(30, "partial-sync", { to: "Error", details: byHand })],
    });
    const times = async (asked: Partial<HistoryFilter>) => quiet(await look(asked)).map(({ until }) => until);
    expect(await times({ only: "failed" })).toEqual([minutesAgo(30).toISOString()]);
    expect(await times({ who: "sam" })).toEqual([minutesAgo(30).toISOString()]);
    expect(await times({ service: "web" })).toEqual([]);
  });
});

describe("an opened deployment", () => {
  it("has every version, the commits since the one before in the branch's order, and its links", async () => {
    await pushed("a", "b", "c", "d");
    await board.save({
      applications: [application(DEV)],
      deployments: [
        deploy(60, "1.0.0", { revision: sha("a") }),
        deploy(50, "1.1.0", { revision: sha("b"), outcome: "failed" }),
        deploy(40, "1.2.0", { revision: sha("c"), versions: { web: "1.2.0", scheduler: "3.0.0" } }),
      ],
    });
    const { opened } = await look({ deployment: idAt(40) });
    expect(opened?.before).toMatchObject({ id: idAt(60), commit: { sha: sha("a") } });
    expect(opened?.between?.commits.map((one) => [one.sha, one.message, one.author])).toEqual([
      [sha("c"), "Change c", "Quinn Vale"],
      [sha("b"), "Change b", "Quinn Vale"],
    ]);
    expect(opened?.between).toMatchObject({
      takenBack: false,
      more: 0,
      all: `https://git.example/linq/gitops/compare/${sha("a")}...${sha("c")}`,
    });
    expect(opened?.versions).toEqual([
      { service: "scheduler", version: "3.0.0" },
      { service: "web", version: "1.2.0" },
    ]);
    expect(opened?.argocd).toBe("https://argocd.example/applications/argocd/dev-env-1-linq");
  });

  it("says what going back took away", async () => {
    await pushed("a", "b", "c");
    await board.save({
      deployments: [
        deploy(60, "1.2.0", { revision: sha("c") }),
        deploy(40, "1.0.0", { revision: sha("a"), how: "rollback" }),
      ],
    });
    const { opened } = await look({ deployment: idAt(40) });
    expect(opened?.between).toMatchObject({
      takenBack: true,
      all: `https://git.example/linq/gitops/compare/${sha("a")}...${sha("c")}`,
    });
    expect(opened?.between?.commits.map((one) => one.sha)).toEqual([sha("c"), sha("b")]);
  });

  it("gives fifty commits and counts the others; none where the branch never had one of the two", async () => {
    const letters = "0123456789abcdef".split("");
    const many = letters.flatMap((x) => letters.slice(0, 4).map((y) => `${x}${y}`.repeat(20)));
    await board.store.saveBranchCommits(
      many.map((one, i) => ({
        sha: one,
        author: "",
        mail: "",
        login: null,
        message: "",
        at: null,
        url: null,
        onBranchAt: minutesAgo(500 - i),
      })),
      minutesAgo(1),
    );
    await board.save({
      deployments: [
        deploy(90, "1", { revision: `${"e".repeat(39)}f` }),
        deploy(60, "1", { revision: many[0] ?? "" }),
        deploy(40, "1", { revision: many.at(-1) ?? "" }),
      ],
    });
    const { between } = (await look({ deployment: idAt(40) })).opened ?? {};
    expect([between?.commits.length, between?.more, between?.all]).toEqual([50, 13, null]);
    expect((await look({ deployment: idAt(60) })).opened?.between).toBeNull();
  });

  it("is none for an id of another environment", async () => {
    await board.save({ deployments: [deployment("other", minutesAgo(30))] });
    const elsewhere = `default/argocd/other-linq@${minutesAgo(30).toISOString()}`;
    expect((await look({ deployment: elsewhere })).opened).toBeNull();
    expect((await look({ deployment: elsewhere }, "other")).opened?.row.id).toBe(elsewhere);
  });
});

describe("any two deployments", () => {
  it("are compared from the earlier to the later, whichever is named first", async () => {
    await pushed("a", "b");
    await board.save({
      deployments: [
        deploy(60, "", { revision: sha("a"), versions: { web: "1.0.0", scheduler: "3.0.0", gone: "1" } }),
        deploy(50, "9.9.9"),
        deploy(40, "", { revision: sha("b"), versions: { web: "2.0.0", scheduler: "3.0.0", fresh: "1" } }),
      ],
    });
    for (const [from, to] of [
      [idAt(60), idAt(40)],
      [idAt(40), idAt(60)],
    ]) {
      const { compared } = await look({ from: from ?? "", to: to ?? "" });
      expect([compared?.from.id, compared?.to.id]).toEqual([idAt(60), idAt(40)]);
      expect(compared?.changes.map((one) => [one.service, one.words])).toEqual([
        ["fresh", "new"],
        ["gone", "taken out"],
        ["web", "1 major up"],
      ]);
      expect([compared?.same, compared?.incomparable]).toEqual([1, null]);
      expect(compared?.between?.commits.map((one) => one.sha)).toEqual([sha("b")]);
    }
  });

  it("say why they cannot be", async () => {
    await board.save({
      deployments: [
        deploy(60, "1.0.0"),
        deploy(50, "1.0.0", { applicationId: "default/argocd/second", id: "second" }),
        deploy(40, "1.0.0", { versions: {} }),
      ],
    });
    const why = async (to: string) => (await look({ from: idAt(60), to })).compared?.incomparable;
    expect(await why("second")).toBe("They are of two Applications, each with versions of its own.");
    expect(await why(idAt(40))).toBe("The versions of one of them were never read from Git.");
    expect((await look({ from: idAt(60), to: idAt(60) })).compared).toBeNull();
    expect((await look({ from: idAt(60), to: "nothing" })).compared).toBeNull();
  });
});
