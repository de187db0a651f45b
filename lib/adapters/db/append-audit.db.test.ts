import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BEGINNING, verifyLinks } from "@/lib/domain/audit/chain";
import type { AuditEntry } from "@/lib/domain/audit/event";
import { testDatabase } from "@/lib/testing/test-database";
import { appendAudit } from "./append-audit";
import { type Database, openDatabase } from "./client";
import { makeAuditMonths } from "./housekeeping";

const APP = `audit_app_${randomUUID().slice(0, 8)}`;
const AT = new Date("2026-11-24T15:00:00.123Z");

let owner: Database;
let app: Database;
let url: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  const made = await testDatabase();
  ({ db: owner, url } = made);
  await owner.$executeRawUnsafe(`CREATE ROLE ${APP} LOGIN PASSWORD 'app'`);
  await owner.$executeRawUnsafe(`GRANT SELECT, INSERT ON audit_record TO ${APP}`);
  await owner.$executeRawUnsafe(`GRANT SELECT ON audit_head TO ${APP}`);
  const address = new URL(url);
  address.username = APP;
  address.password = "app";
  app = openDatabase(address.toString());
  drop = async () => {
    await app.$disconnect();
    await owner.$executeRawUnsafe(`DROP OWNED BY ${APP}`);
    await owner.$executeRawUnsafe(`DROP ROLE ${APP}`);
    await made.drop();
  };
});
afterAll(() => drop());

const entry = (change: Partial<AuditEntry> = {}): AuditEntry =>
  ({
    kind: "signed-in",
    details: { provider: "demo" },
    at: AT,
    outcome: "done",
    actor: { id: "demo:sam", name: "Sam Roth", role: "sre" },
    environment: null,
    subject: null,
    reason: null,
    requestId: randomUUID(),
    address: "10.0.0.1",
    ...change,
  }) as AuditEntry;

const append = (db: Database, ...entries: AuditEntry[]) => db.$transaction((tx) => appendAudit(tx, entries));

type Row = { seq: bigint; at: Date; body: string; prev: string; hash: string };
const rows = () => owner.$queryRaw<Row[]>`SELECT seq, at, body, prev, hash FROM audit_record ORDER BY seq`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const faultless = async () => expect(verifyLinks(await rows(), BEGINNING, sha256).fault).toBeNull();

describe("a record", () => {
  it("is numbered and chained by the database, and its columns are read from its text", async () => {
    await append(app, entry({ environment: "dev-env-1", subject: "x" }), entry({ kind: "signed-out", details: {} }));
    const [first] = await owner.$queryRaw<
      Record<string, unknown>[]
    >`SELECT * FROM audit_record ORDER BY seq DESC OFFSET 1 LIMIT 1`;
    expect(first).toMatchObject({
      kind: "signed-in",
      outcome: "done",
      actor: "demo:sam",
      environment: "dev-env-1",
      subject: "x",
    });
    await faultless();
  });

  it("holds no secret that can be told by its shape, also one that the limit cuts", async () => {
    const secret = `ghp_${"a1".repeat(18)}`;
    for (const reason of [`fetch failed: ${secret}`, `${"x".repeat(490)} ${secret}`])
      await append(app, entry({ kind: "operation-observed", reason }));
    const bodies = (await rows()).map(({ body }) => body).join();
    expect(bodies).toContain("fetch failed: ghp_");
    expect(bodies).not.toContain("a1a1");
  });

  it("cannot be given a number, hashes or columns of the writer's own", async () => {
    const body = JSON.stringify({ at: AT.toISOString(), kind: "signed-in", outcome: "done" });
    await app.$executeRaw`INSERT INTO audit_record (seq, at, body, prev, hash, kind, outcome)
      VALUES (999, ${AT}, ${body}, 'x', 'y', 'policy-approved', 'observed')`;
    const last = (
      await owner.$queryRaw<Record<string, unknown>[]>`SELECT * FROM audit_record ORDER BY seq DESC LIMIT 1`
    )[0];
    expect(last).toMatchObject({ kind: "signed-in", outcome: "done" });
    await faultless();
  });

  it("is refused when its time is not the one in its text", async () => {
    const body = JSON.stringify({ at: "2020-01-01T00:00:00Z", kind: "signed-in", outcome: "done" });
    await expect(app.$executeRaw`INSERT INTO audit_record (at, body) VALUES (${AT}, ${body})`).rejects.toThrow("time");
  });

  it("goes with what it records: a transaction that ends badly leaves neither it nor a gap", async () => {
    const before = (await rows()).length;
    await expect(
      app.$transaction(async (tx) => {
        await appendAudit(tx, [entry()]);
        throw new Error("crash");
      }),
    ).rejects.toThrow("crash");
    await append(app, entry());
    expect((await rows()).length).toBe(before + 1);
    await faultless();
  });

  it("carries a salt of 128 bits of its own, so that nobody confirms by its hash what they guess it says", async () => {
    await append(app, entry({ requestId: null }), entry({ requestId: null }));
    const salts = (await rows()).slice(-2).map(({ body }) => (JSON.parse(body) as { salt: string }).salt);
    expect(salts[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(salts[1]).not.toBe(salts[0]);
  });

  it("takes texts of any length, of which it keeps the beginning", async () => {
    const long = "\u{1f6a2}".repeat(600_000);
    await append(app, entry({ subject: long, reason: long, actor: { id: long, name: long, role: long } }));
    const [last] = await owner.$queryRaw<
      { subject: string }[]
    >`SELECT subject FROM audit_record ORDER BY seq DESC LIMIT 1`;
    expect(last?.subject).toBe("\u{1f6a2}".repeat(250));
    await faultless();
  });

  it("takes any text", async () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom("\u0000", "\ud800", "\udc00", "\\u0000", "'", "\u202e"), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(text, text, (subject, reason) => append(app, entry({ subject, reason }))),
      { numRuns: 50 },
    );
    await faultless();
  });
});

describe("what is on record", () => {
  const deeds = [
    "UPDATE audit_record SET body = '{}'",
    "UPDATE audit_record_other SET body = '{}'",
    "DELETE FROM audit_record",
    "DELETE FROM audit_record_other",
    "TRUNCATE audit_record",
    "TRUNCATE audit_record_other",
    "UPDATE audit_head SET seq = 0",
    "DELETE FROM audit_head",
    "TRUNCATE audit_head",
  ];

  it.each(deeds)("refuses the owner: %s", async (sql) => {
    await append(app, entry());
    await expect(owner.$executeRawUnsafe(sql)).rejects.toThrow("append-only");
    await faultless();
  });

  it.each([
    ...deeds,
    "INSERT INTO audit_record_other (at, body) VALUES (now(), '{}')",
    "ALTER TABLE audit_record DISABLE TRIGGER ALL",
    "DROP TABLE audit_record",
    "SELECT audit_guard('audit_record')",
  ])("refuses the application: %s", async (sql) => {
    await append(app, entry());
    await expect(app.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied|must be owner|append-only/);
    await faultless();
  });

  it("has a table a month, made ahead, once, guarded like the rest", async () => {
    for (const _twice of [1, 2]) await makeAuditMonths(app, new Date("2027-02-28T23:59:59.999Z"));
    await append(app, entry({ at: new Date("2027-03-31T23:59:59.999Z") }));
    const [{ count }] = (await owner.$queryRaw`SELECT count(*)::int FROM audit_record_2027_03`) as [{ count: number }];
    expect(count).toBe(1);
    for (const verb of ["TRUNCATE", "DELETE FROM"])
      await expect(owner.$executeRawUnsafe(`${verb} audit_record_2027_03`)).rejects.toThrow("append-only");
    await expect(app.$queryRaw`SELECT * FROM audit_record_2027_03`).rejects.toThrow("permission denied");
    await faultless();
  });

  it("is without a gap and in one order when two hundred write at once", async () => {
    const pool = new pg.Pool({ connectionString: url, max: 40 });
    const body = () => JSON.stringify({ at: AT.toISOString(), kind: "signed-in", outcome: "done", id: randomUUID() });
    const before = (await rows()).length;
    await Promise.all(
      Array.from({ length: 200 }, () =>
        pool.query("INSERT INTO audit_record (at, body) VALUES ($1, $2)", [AT, body()]),
      ),
    );
    await pool.end();
    expect((await rows()).length).toBe(before + 200);
    await faultless();
  });
});
