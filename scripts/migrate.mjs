#!/usr/bin/env node
// Applies prisma/migrations/*/migration.sql in name order, and records them in _prisma_migrations exactly as
// `prisma migrate deploy` does (same table, same sha256 checksum, same advisory lock), so the two are interchangeable.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { addressIn, reach } from "./own-database.mjs";
import { endWith, Sentence, say } from "./say.mjs";

const LOCK = 72707369; // Prisma Migrate's own advisory lock id
const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** Brings a database up to date; of several at once one works and the others wait. Gives the names that it applied. */
export async function migrate({ url, dir = "prisma/migrations", log = say }) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const known = await recorded(client);
    const applied = [];
    for (const migration of migrationsIn(dir)) {
      const row = known.get(migration.name);
      if (!row) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (row.checksum !== migration.checksum) log(`warning: ${migration.name} was edited after it was applied`);
    }
    return applied;
  } finally {
    await client.end(); // also frees the lock
  }
}

function migrationsIn(dir) {
  return readdirSync(dir)
    .filter((name) => existsSync(path.join(dir, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(dir, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function recorded(client) {
  const { rows } = await client.query(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find((row) => !row.finished_at);
  if (failed)
    throw new Sentence(
      `The migration ${failed.migration_name} failed earlier. Mend the database, then run "npx prisma migrate resolve".`,
    );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

/** The row is there before the work, so that a migration that died half-way is seen. */
async function apply(client, { name, sql, checksum }) {
  const id = randomUUID();
  await client.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)`, [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql); // one simple query: several statements in one implicit transaction
  } catch (error) {
    await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, String(error.message)]);
    throw new Sentence(`The migration ${name} failed: ${error.message}`, { cause: error });
  }
  await client.query(`UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`, [
    id,
  ]);
}

if (process.argv[1] === import.meta.filename) {
  const variable = process.env.DATABASE_OWNER_URL?.trim() ? "DATABASE_OWNER_URL" : "DATABASE_URL";
  await Promise.resolve()
    .then(async () => {
      const url = addressIn(process.env, variable);
      if (!url) throw new Sentence("DATABASE_OWNER_URL is not set.");
      await reach(variable, url);
      return migrate({ url });
    })
    .then((applied) => say(applied.length > 0 ? `applied ${applied.join(", ")}` : "the database is up to date"))
    .catch(endWith);
}
