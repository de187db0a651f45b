import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { timelineFilter } from "@/lib/http/timeline-filter";
import { actor } from "@/lib/queries/board.test-support";
import { timeline } from "@/lib/queries/timeline";
import { testDatabase } from "@/lib/testing/test-database";
import { embeddedDb } from "../scripts/embedded-db.mjs";
import { spreadOf } from "./statistics";

/** The timeline over a million records: the first page, one far back, and each way of filtering. */
const RECORDS = 1_000_000;
const A_TIME = 50_000;
const SAMPLES = 30;
const NOW = new Date("2026-11-24T15:00:00Z");

type Database = Awaited<ReturnType<typeof testDatabase>>["db"];

const QUESTIONS = [
  ["everything", ""],
  ["one environment", "env=env-3"],
  ["one service of a fleet", "service=svc-7"],
  ["failing pods", "kind=pods"],
  ["deployments and commits", "kind=deployments,commits"],
  ["one environment's sync", "env=env-3&kind=sync"],
  ["a week, half a year ago", "from=2026-05-01&to=2026-05-07"],
  ["a word that is often there", "q=env-3"],
  ["a word that is nowhere", "q=nothing like it"],
  ["a person", "who=person 7"],
] as const;

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-bench-"));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const server = await embeddedDb({ dir });
  process.env.TEST_DATABASE_OWNER_URL = server.adminUrl;
  try {
    const { db, drop } = await testDatabase();
    await fill(db);
    for (const [name, query] of QUESTIONS) {
      const first = await measured(db, query, null);
      const deep = await measured(db, query, await farBack(db, query));
      process.stdout.write(`${name}: first page ${first}; ten pages on ${deep}\n`);
    }
    await drop();
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Of ten: seven are health and sync, one a deployment, one a commit; one in a thousand is a crash. */
async function fill(db: Database): Promise<void> {
  const observations = RECORDS * 0.8;
  for (let from = 1; from <= observations; from += A_TIME)
    await db.$executeRaw`
      INSERT INTO observation (at, application_id, environment, service, kind, "from", "to", details)
      SELECT ${NOW}::timestamptz - i * interval '30 s', 'default/argocd/app-' || i % 2000, 'env-' || i % 40, NULL,
        CASE WHEN i % 1000 = 0 THEN 'pod-failing' WHEN i % 2 = 0 THEN 'health' ELSE 'sync' END, NULL,
        CASE WHEN i % 2 = 0 THEN 'Degraded' ELSE 'OutOfSync' END, '{}' FROM generate_series(${from}::int, ${from + A_TIME - 1}::int) i`;
  await db.$executeRaw`
    INSERT INTO deployment (id, application_id, environment, revision, started_at, at, by, how, outcome, versions)
    SELECT 'd-' || i, 'default/argocd/app-' || i % 2000, 'env-' || i % 40, md5('c' || i), ${NOW}::timestamptz - i * interval '240 s',
      ${NOW}::timestamptz - i * interval '240 s' + interval '20 s', 'Argo CD', 'automatic', 'succeeded',
      jsonb_build_object('svc-' || i % 50, '1.' || i || '.0') FROM generate_series(1, ${RECORDS * 0.1}::int) i`;
  await db.$executeRaw`
    INSERT INTO commit (sha, author, message, on_branch_at)
    SELECT md5('c' || i), 'Person ' || i % 30, 'Change number ' || i, ${NOW}::timestamptz - i * interval '240 s'
    FROM generate_series(1, ${RECORDS * 0.1}::int) i`;
  await db.$executeRaw`
    INSERT INTO cell (environment, service, application_id, running, state, tone, words, sync, health)
    SELECT 'env-' || i % 40, 'svc-' || i % 50, 'default/argocd/app-' || i, '{}', 'healthy', 'fine', '', 'Synced', 'Healthy'
    FROM generate_series(0, 1999) i ON CONFLICT DO NOTHING`;
  await db.$executeRaw`ANALYZE`;
}

async function ask(db: Database, query: string, after: string | null) {
  const page = await timeline(actor, { db }, { filter: timelineFilter(new URLSearchParams(query)), after });
  if (!page) throw new Error("no such place");
  return page;
}

async function farBack(db: Database, query: string): Promise<string | null> {
  let after: string | null = null;
  for (let page = 0; page < 10; page++) after = (await ask(db, query, after)).next ?? after;
  return after;
}

async function measured(db: Database, query: string, after: string | null): Promise<string> {
  const took: number[] = [];
  let entries = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = performance.now();
    entries = (await ask(db, query, after)).entries.length;
    took.push(performance.now() - start);
  }
  const { median, p99 } = spreadOf(took);
  return `${Math.round(median)} ms (p99 ${Math.round(p99)} ms, ${entries} entries)`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
