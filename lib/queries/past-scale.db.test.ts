import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/lib/adapters/db/client";
import { actor, type Board, claiming, environment, minutesAgo, testBoard } from "./board.test-support";
import { environmentHistory } from "./environment-history";
import { pastMoment } from "./past-moment";

/** Small enough for a test; large enough that PostgreSQL takes an index where it can and a scan where it must. */
const ROWS = 40_000;
const DEV = "env-00";

let board: Board;

beforeAll(async () => {
  board = await testBoard();
  const environments = Array.from({ length: 40 }, (_, i) =>
    claiming(environment(`env-${String(i).padStart(2, "0")}`, { position: i }), ["x"]),
  );
  await board.policy(environments, ["service-0000"]);
  await board.argocd();
  await board.db.$executeRaw`
    INSERT INTO cell_past (environment, service, at, application_id, gone, desired, running, state, tone, words, sync, health, failing)
    SELECT 'env-' || lpad((i % 40)::text, 2, '0'), 'service-' || lpad((i % 200)::text, 4, '0'),
      ${minutesAgo(0)}::timestamptz - i * interval '1 minute', 'a', false, i::text, '{}', 'healthy', 'fine', 'Healthy', 'Synced', 'Healthy', '[]'
    FROM generate_series(1, ${ROWS}) AS i`;
  await board.db.$executeRaw`
    INSERT INTO deployment (id, application_id, environment, started_at, at, by, how, outcome, versions)
    SELECT 'd' || lpad(i::text, 7, '0'), 'app-' || i % 200, 'env-' || lpad((i % 40)::text, 2, '0'), at - interval '10 seconds', at,
      'Argo CD', 'automatic', 'succeeded', '{}'
    FROM generate_series(1, ${ROWS}) AS i, LATERAL (SELECT ${minutesAgo(0)}::timestamptz - i * interval '1 minute' AS at) AS t`;
  await board.db.$executeRaw`
    INSERT INTO observation (at, application_id, environment, kind, "from", "to", details)
    SELECT ${minutesAgo(0)}::timestamptz - i * interval '1 minute', 'app-' || i % 200, 'env-' || lpad((i % 40)::text, 2, '0'),
      CASE WHEN i % 3 = 0 THEN 'operation' ELSE 'health' END, 'Running', 'Succeeded', '{"kind":"self-heal","by":"Argo CD"}'
    FROM generate_series(1, ${ROWS}) AS i`;
  await board.db
    .$executeRaw`UPDATE policy_reading SET read_at = ${minutesAgo(ROWS)}, in_force_at = ${minutesAgo(ROWS)}`;
  await board.db.$executeRaw`ANALYZE`;
});
afterAll(() => board.drop());

/** How many rows of each long table the work read one after the other, and how many through an index. */
async function readBy(work: (db: Database) => Promise<unknown>) {
  return board.db.$transaction(
    async (tx) => {
      const before = await rowsRead(tx);
      await work(tx as unknown as Database);
      const after = await rowsRead(tx);
      return after.map((row, i) => ({
        name: row.name,
        scanned: row.scanned - (before[i]?.scanned ?? 0),
        fetched: row.fetched - (before[i]?.fetched ?? 0),
      }));
    },
    { timeout: 60_000 },
  );
}

/** What this connection counted, and has not handed over yet. */
async function rowsRead(tx: Pick<Database, "$queryRaw">) {
  const rows = await tx.$queryRaw<{ name: string; scanned: bigint; fetched: bigint }[]>`
    SELECT relname AS name, seq_tup_read AS scanned, COALESCE(idx_tup_fetch, 0) AS fetched FROM pg_stat_xact_user_tables
    WHERE relname IN ('cell_past', 'deployment', 'observation') ORDER BY relname`;
  return rows.map(({ name, scanned, fetched }) => ({ name, scanned: Number(scanned), fetched: Number(fetched) }));
}

describe("with a long history", () => {
  it("is a walk through a table told from a look into its index", async () => {
    const read = await readBy((db) => db.cellPast.count({ where: { words: "Healthy" } }));
    expect(read.find(({ name }) => name === "cell_past")?.scanned).toBe(ROWS);
  });

  const asked = { q: "", env: "", page: 1, column: 0 };

  it.each([
    ["now", 1],
    ["at its middle", ROWS / 2],
    ["near its beginning", ROWS - 5_000],
  ])("a moment %s reads what it shows, and walks through no table", async (_name, minutes) => {
    const at = minutesAgo(minutes).toISOString();
    const read = await readBy(async (db) => {
      const { services } = await pastMoment(actor, { ...board.deps, db }, { at, ...asked });
      expect(services.length).toBeGreaterThan(0);
    });
    for (const { name, scanned, fetched } of read) {
      expect([name, scanned]).toEqual([name, 0]);
      expect(fetched).toBeLessThan(2_000);
    }
  });

  it.each([
    ["the newest page", ""],
    ["a page in its middle", `d${String(ROWS / 2).padStart(7, "0")}`],
  ])("%s of deployments reads what it shows, and walks through no table", async (_name, before) => {
    const filter = { only: "all", service: "", who: "", before, deployment: "", from: "", to: "" } as const;
    const read = await readBy(async (db) => {
      const page = await environmentHistory(actor, { db }, { name: DEV, filter });
      expect(page?.rows.filter(({ kind }) => kind === "deployment")).toHaveLength(30);
    });
    for (const { name, scanned, fetched } of read) {
      expect([name, scanned]).toEqual([name, 0]);
      expect(fetched).toBeLessThan(2_000);
    }
  });
});
