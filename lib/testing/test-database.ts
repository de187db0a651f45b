import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "@/lib/adapters/db/client";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** A database of its own for one test file, on the server that the test command started (TEST_DATABASE_OWNER_URL). */
export async function testDatabase(): Promise<{ db: Database; url: string; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_OWNER_URL;
  if (!server) throw new Error("TEST_DATABASE_OWNER_URL is not set: run the tests with npm test.");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await run(server, `CREATE DATABASE ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.toString();
  await migrate(url);
  const db = openDatabase(url);
  return {
    db,
    url,
    async drop() {
      await db.$disconnect();
      await run(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function migrate(url: string): Promise<void> {
  const names = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const { name } of names.sort((a, b) => (a.name < b.name ? -1 : 1)))
      await client.query(readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8"));
  } finally {
    await client.end();
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
