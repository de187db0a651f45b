#!/usr/bin/env node
// Applies prisma/migrations/*/migration.sql in name order, and records them in _prisma_migrations exactly as
// `prisma migrate deploy` does (same table, same sha256 checksum, same advisory lock), so the two are interchangeable.
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

const LOCK = 72707369; // Prisma Migrate's own advisory lock id
export async function migrate({
  url = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL,
  dir = "prisma/migrations",
  log = console.log,
} = {}) {
  const names = fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((d) => d.isDirectory() && fs.existsSync(path.join(dir, d.name, "migration.sql")))
    .map((d) => d.name)
    .sort();
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  const applied = [];
  try {
    await c.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await c.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
    const { rows } = await c.query(
      `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
    );
    const done = new Map(rows.map((r) => [r.migration_name, r]));
    const failed = rows.find((r) => !r.finished_at);
    if (failed)
      throw new Error(
        `migration ${failed.migration_name} failed earlier; mend the database, then "prisma migrate resolve"`,
      );
    for (const name of names) {
      const sql = fs.readFileSync(path.join(dir, name, "migration.sql"), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      const row = done.get(name);
      if (row) {
        if (row.checksum !== checksum) log(`warning: ${name} was edited after it was applied`);
        continue;
      }
      const id = randomUUID();
      await c.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1,$2,$3)`, [
        id,
        checksum,
        name,
      ]);
      try {
        await c.query(sql); // one simple query: several statements in one implicit transaction
      } catch (e) {
        await c.query(`UPDATE "_prisma_migrations" SET logs=$2 WHERE id=$1`, [id, String(e.message)]);
        throw new Error(`migration ${name} failed: ${e.message}`, { cause: e });
      }
      await c.query(`UPDATE "_prisma_migrations" SET finished_at=now(), applied_steps_count=1 WHERE id=$1`, [id]);
      applied.push(name);
    }
  } finally {
    await c.end(); // also frees the lock
  }
  log(applied.length ? `applied ${applied.join(", ")}` : "database is up to date");
  return applied;
}
if (import.meta.url === `file://${process.argv[1]}`) await migrate();
