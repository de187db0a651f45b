import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { EVERYTHING } from "@/lib/domain/sight";
import { timelineFilter } from "@/lib/http/timeline-filter";
import { boardOfFile, deployment, NOW } from "./board.test-support";
import { lanesOf } from "./timeline-lanes";
import { placeText, type TimelinePlace, type TimelineSource } from "./timeline-place";
import { type TimelineRange, timelineRows, timelineSql } from "./timeline-rows";

const board = boardOfFile();

const question = (query = "") => ({
  ...timelineFilter(new URLSearchParams(query)),
  applications: null,
  sight: EVERYTHING,
});
const RANGE: TimelineRange = { after: null, from: null, to: null, limit: 250, lookAt: 20_000 };

let made = 0;

/** One row of a source, so many milliseconds ago; `loud` ones are what the filter looks for. */
async function insert({ source, ago, loud }: { source: TimelineSource; ago: number; loud: boolean }): Promise<void> {
  const at = new Date(NOW.getTime() - ago);
  const name = `${loud ? "loud" : "quiet"}-${made++}`;
  switch (source) {
    case "deployment":
      return board.save({ deployments: [{ ...deployment("dev-env-1", at), id: name, by: name }] });
    case "observation":
      await board.db.observation.create({
        data: { at, applicationId: name, kind: "health", from: null, to: "Degraded" },
      });
      return;
    case "commit":
      return board.store.saveBranchCommits(
        [{ sha: name, author: "Dana", mail: "", login: null, message: "", at, url: null, onBranchAt: at }],
        at,
      );
    case "policy":
      return board.store.savePolicy({ commit: name, file: "p", text: "", at, result: { ok: false, problems: [] } });
  }
}

/** Reads to the end, page by page; `meanwhile` happens after each. */
async function readAll(query: string, range: Partial<TimelineRange>, meanwhile = async () => {}): Promise<string[]> {
  const read: string[] = [];
  let after: TimelinePlace | null = null;
  for (let page = 0; page < 500; page++) {
    const found = await timelineRows(board.db, await lanesOf(board.db, question(query)), { ...RANGE, ...range, after });
    read.push(...found.rows.map((row) => placeText(row.place)));
    if (!found.next) return read;
    after = found.next;
    await meanwhile();
  }
  throw new Error("it never came to the end");
}

const row = fc.record({
  source: fc.constantFrom<TimelineSource>("deployment", "observation", "commit", "policy"),
  // Few instants, so that many share one.
  ago: fc.integer({ min: 0, max: 4 }),
  loud: fc.boolean(),
});

describe("reading page by page", () => {
  it("loses nothing and doubles nothing, in one order, while new rows arrive", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), fc.integer({ min: 1, max: 7 }), async (rows, limit) => {
        await board.empty();
        for (const one of rows) await insert(one);
        const whole = await readAll("", { limit: 250 });
        let newer = 0;
        const paged = await readAll("", { limit }, async () => {
          if (newer < 3) await insert({ source: "observation", ago: -++newer, loud: true });
        });
        expect(whole).toHaveLength(rows.length);
        expect(new Set(whole).size).toBe(rows.length);
        expect(paged).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it("gives up a search after so many rows, and goes on from there without a gap", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), fc.integer({ min: 1, max: 5 }), async (rows, lookAt) => {
        await board.empty();
        for (const one of rows) await insert(one);
        const paged = await readAll("q=loud", { limit: 3, lookAt });
        expect(paged).toEqual(await readAll("q=loud", {}));
        expect(paged).toHaveLength(rows.filter((one) => one.loud).length);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});

describe("a large table", () => {
  beforeAll(async () => {
    await board.empty();
    await board.db.$executeRaw`
      INSERT INTO observation (at, application_id, environment, service, kind, "to")
      SELECT ${NOW}::timestamptz - i * interval '7 s', 'default/argocd/app-' || i % 500, 'env-' || i % 20, 'svc-' || i % 50,
        CASE WHEN i % 1000 = 0 THEN 'pod-failing' ELSE 'health' END, 'Degraded' FROM generate_series(1, 100000) i`;
    await board.db.$executeRaw`
      INSERT INTO deployment (id, application_id, environment, at, by, how, outcome, versions)
      SELECT 'd-' || i, 'default/argocd/app-' || i % 500, 'env-' || i % 20, ${NOW}::timestamptz - i * interval '70 s', 'Argo CD', 'automatic',
        'succeeded', '{"svc-1": "1.0.0"}' FROM generate_series(1, 20000) i`;
    await board.db.$executeRaw`
      INSERT INTO commit (sha, author, message, on_branch_at)
      SELECT 'c-' || i, 'Dana Ito', 'A change', ${NOW}::timestamptz - i * interval '70 s' FROM generate_series(1, 20000) i`;
    await board.db.$executeRaw`
      INSERT INTO policy_reading (commit, file, text, in_force, read_at)
      SELECT 'c-' || i, 'p', '', false, ${NOW}::timestamptz - i * interval '700 s' FROM generate_series(1, 5000) i`;
    await board.db.$executeRaw`
      INSERT INTO cell (environment, service, application_id, state, tone, words, sync, health)
      SELECT 'env-' || i % 20, 'svc-' || i % 50, 'default/argocd/app-' || i, 'healthy', 'fine', '', 'Synced', 'Healthy'
      FROM generate_series(1, 100) i ON CONFLICT DO NOTHING`;
    await board.db.$executeRaw`ANALYZE`;
  }, 60_000);

  const deep: TimelinePlace = { at: new Date(NOW.getTime() - 400_000_000), source: "observation", id: "50000" };

  it.each([
    "",
    "kind=pods",
    "env=env-3",
    "service=svc-7",
    "kind=deployments,commits",
    "env=env-3&kind=pods",
    "q=nothing like it",
    "who=sam",
  ])("is never read from its first row to its last: %s", async (query) => {
    const lanes = await lanesOf(board.db, question(query));
    for (const after of [null, deep]) {
      const plan = await board.db.$queryRaw<{ "QUERY PLAN": string }[]>(
        Prisma.sql`EXPLAIN ${timelineSql(lanes, { ...RANGE, after })}`,
      );
      const steps = plan.map((line) => line["QUERY PLAN"]).join("\n");
      expect(steps).toContain("Index");
      expect(steps).not.toMatch(/Seq Scan on (?!cell)/);
    }
  });
});
