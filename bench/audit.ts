import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/domain/pipeline";
import { auditFilter } from "@/lib/http/audit-filter";
import { audit } from "@/lib/queries/audit";
import { claiming, environment, actor as somebody, testBoard } from "@/lib/queries/board.test-support";
import { verifyAudit } from "@/lib/queries/verify-audit";
import { embeddedDb } from "../scripts/embedded-db.mjs";
import { spreadOf } from "./statistics";

/** The audit: two hundred writers at once, following a long chain, and its page over a million records. */
const WRITERS = 200;
const WRITES_EACH = 10;
const CHECKED = 100_000;
const RECORDS = 1_000_000;
const SAMPLES = 15;

const ROLES: Role[] = [
  { name: "viewer", groups: "anyone-signed-in", may: [{ environments: "env-3", actions: ["view"] }] },
  { name: "admin", groups: ["platform"], may: [{ environments: "*", actions: ["administer"] }] },
];
const admin: Actor = { ...somebody, id: "person-1", groups: ["platform"] };

const QUESTIONS = [
  ["everything", ""],
  ["a person", "who=person-7"],
  ["a person and a week, long ago", "who=person-7&from=2026-02-01T00:00:00Z&to=2026-02-08T00:00:00Z"],
  ["one environment", "environment=env-3"],
  ["a rare kind", "kind=policy-approved"],
  ["refusals", "outcome=refused"],
  ["a subject", "subject=app-77"],
  ["a week, long ago", "from=2026-02-01T00:00:00Z&to=2026-02-08T00:00:00Z"],
  ["a word that is often there", "q=person"],
  ["a word that is rare", "q=needle"],
  ["a word that is nowhere", "q=nowhere"],
  ["a person's refusals in one environment", "who=person-7&outcome=refused&environment=env-7"],
] as const;

type Board = Awaited<ReturnType<typeof testBoard>>;

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-bench-"));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const server = await embeddedDb({ dir });
  process.env.TEST_DATABASE_OWNER_URL = server.adminUrl;
  try {
    const board = await testBoard();
    await board.policy([claiming(environment("env-3"))], [], ROLES);
    await writers(board.url);
    await fill(board, CHECKED);
    const { records, fault, took } = await verifyAudit(board.db, () => performance.now());
    say(`following ${records} records: ${took} ms, ${fault ? `fault at ${fault.seq}` : "no fault"}`);
    await fill(board, RECORDS - CHECKED);
    await board.db.$executeRaw`ANALYZE audit_record`;
    for (const [name, query] of QUESTIONS) {
      const all = await measured(board, admin, query);
      say(`${name}: ${all}; with the rights of one environment ${await measured(board, somebody, query)}`);
    }
    await board.drop();
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Each writer has a commit of its own for each record. */
async function writers(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 60 });
  const took: number[] = [];
  const body = JSON.stringify({ at: "2026-01-01T00:00:00.000Z", kind: "signed-in", outcome: "done" });
  const began = performance.now();
  const writer = async () => {
    for (let write = 0; write < WRITES_EACH; write++) {
      const start = performance.now();
      await pool.query("INSERT INTO audit_record (at, body) VALUES ('2026-01-01T00:00:00Z', $1)", [body]);
      took.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  const seconds = (performance.now() - began) / 1_000;
  await pool.end();
  const { median, p99 } = spreadOf(took);
  const rate = Math.round(took.length / seconds);
  say(
    `${WRITERS} writers at once: ${rate} records a second, a write ${Math.round(median)} ms (p99 ${Math.round(p99)} ms)`,
  );
}

/** The same numbers and hashes as the trigger's, made in one go: as a superuser may, past the triggers. */
async function fill({ db, url }: Board, count: number): Promise<void> {
  for (let month = 0; month < 11; month++)
    await db.$executeRaw`SELECT audit_month((date '2026-01-01' + make_interval(months => ${month}::int))::date)`;
  await unhurried(
    url,
    `
    DO $do$
    DECLARE
      s bigint; h text; p text; b text; t timestamptz(3); o text; k text;
    BEGIN
      SET LOCAL session_replication_role = replica;
      SELECT seq, hash INTO s, h FROM audit_head;
      FOR i IN 1..${count} LOOP
        s := s + 1; p := h; t := timestamptz '2026-01-02' + s * interval '28 s';
        o := CASE WHEN s % 500 = 0 THEN 'refused' WHEN s % 2 = 0 THEN 'done' ELSE 'observed' END;
        k := CASE WHEN s % 100000 = 0 THEN 'policy-approved' WHEN s % 3 = 0 THEN 'signed-in' ELSE 'operation-observed' END;
        b := format('{"actor":{"id":"person-%s","name":"Person %s","role":"sre"},"at":"%s","details":{"operation":"sync","phase":"Succeeded","revision":null},"environment":"env-%s","kind":"%s","outcome":"%s","reason":"%s","salt":"%s","subject":"app-%s"}',
          s % 300, s % 300, to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), s % 40, k, o,
          CASE WHEN s % 50000 = 0 THEN 'needle' ELSE 'ordinary words' END, md5(s::text), s % 2000);
        h := encode(sha256(convert_to(p || E'\\n' || s || E'\\n' || b, 'UTF8')), 'hex');
        INSERT INTO audit_record VALUES (s, t, b, p, h, k, o, 'person-' || s % 300, 'env-' || s % 40, 'app-' || s % 2000);
      END LOOP;
      UPDATE audit_head SET seq = s, hash = h;
    END $do$`,
  );
}

/** Without the limit on how long a statement may take that the product has. */
async function unhurried(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function measured({ db }: Board, who: Actor, query: string): Promise<string> {
  const took: number[] = [];
  let rows = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = performance.now();
    rows = (await audit(who, { db }, { filter: auditFilter(new URLSearchParams(query)), before: null })).rows.length;
    took.push(performance.now() - start);
  }
  const { median, p99 } = spreadOf(took);
  return `${Math.round(median)} ms (p99 ${Math.round(p99)} ms, ${rows} rows)`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
