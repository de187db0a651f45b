import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddedDb } from "./embedded-db.mjs";
import { migrate } from "./migrate.mjs";
import { reach, reachOwnDatabase } from "./own-database.mjs";

const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-embedded-"));
const migrations = path.join(dir, "migrations");
let database: Awaited<ReturnType<typeof embeddedDb>>;

beforeAll(async () => {
  chmodSync(dir, 0o755);
  writeMigration("1_notes", "CREATE TABLE note (id BIGSERIAL PRIMARY KEY, text TEXT NOT NULL);");
  database = await embeddedDb({ dir });
  await migrate({ url: database.ownerUrl, dir: migrations, log: () => undefined });
});
afterAll(async () => {
  await database.stop();
  rmSync(dir, { recursive: true, force: true });
});

function writeMigration(name: string, sql: string) {
  mkdirSync(path.join(migrations, name), { recursive: true });
  writeFileSync(path.join(migrations, name, "migration.sql"), sql);
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  it("lets the role that runs read and write rows", async () => {
    await query(database.url, "INSERT INTO note (text) VALUES ('one')");
    await query(database.url, "UPDATE note SET text = 'two'");
    expect(await query(database.url, "SELECT text FROM note")).toEqual([{ text: "two" }]);
    await query(database.url, "DELETE FROM note");
  });

  it.each([
    ["make a table", "CREATE TABLE mine (id INT)"],
    ["change a table", "ALTER TABLE note ADD COLUMN more TEXT"],
    ["drop a table", "DROP TABLE note"],
    ["empty a table past its triggers", "TRUNCATE note"],
    ["rewrite what was migrated", "ALTER TABLE _prisma_migrations RENAME TO gone"],
    ["make a role", "CREATE ROLE other"],
    ["make a database", "CREATE DATABASE other"],
    ["become the owner", "SET ROLE slipway_owner"],
  ])("does not let the role that runs %s", async (_what, sql) => {
    await expect(query(database.url, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it("keeps the owner from being a superuser", async () => {
    await expect(query(database.ownerUrl, "CREATE ROLE other")).rejects.toThrow("permission denied");
    expect(await query(database.ownerUrl, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).toEqual([
      { rolsuper: false },
    ]);
  });

  it("speaks UTC, whatever the machine's zone", async () => {
    expect(await query(database.url, "SHOW timezone")).toEqual([{ TimeZone: "UTC" }]);
  });

  it("adopts the server that runs already", async () => {
    const again = await embeddedDb({ dir });
    expect(again.port).toBe(database.port);
  });

  it("keeps its passwords where only this user reads", () => {
    expect(statSync(path.join(dir, "passwords.json")).mode & 0o077).toBe(0);
  });

  it("keeps its data over a stop and a start", async () => {
    await query(database.url, "INSERT INTO note (text) VALUES ('kept')");
    await database.stop();
    await expect(query(database.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
    database = await embeddedDb({ dir });
    expect(await query(database.url, "SELECT text FROM note")).toEqual([{ text: "kept" }]);
  });
});

describe("a database of one's own", () => {
  const changed = (part: "password" | "pathname" | "search", value: string) => {
    const url = new URL(database.ownerUrl);
    url[part] = value;
    return url.href;
  };

  it.each([
    ["the server refuses its user or password", () => changed("password", "wrong-word")],
    ["its database does not exist", () => changed("pathname", "/nowhere")],
    ["the server does not speak TLS, which its address asks for", () => changed("search", "?sslmode=require")],
  ])("ends the start with a sentence: %s", async (reason, address) => {
    await expect(reach("DATABASE_URL", address())).rejects.toThrow(
      `The database of DATABASE_URL cannot be used: ${reason}.`,
    );
  });

  it("says when web and worker run as the owner, and how to separate them", async () => {
    const said: unknown[] = [];
    await reachOwnDatabase(database, (line) => said.push(line));
    expect(said).toEqual([]);
    await reachOwnDatabase({ url: database.ownerUrl, ownerUrl: database.ownerUrl }, (line) => said.push(line));
    expect(said).toEqual([expect.stringMatching(/run as the schema's owner.*DATABASE_OWNER_URL/)]);
  });
});

describe("migrations", () => {
  it("are applied once, by one of several at once", async () => {
    writeMigration("2_more", "CREATE TABLE more (id INT);");
    const url = database.ownerUrl;
    const applied = await Promise.all([1, 2, 3].map(() => migrate({ url, dir: migrations, log: () => undefined })));
    expect(applied.flat()).toEqual(["2_more"]);
  });

  it("that fail leave nothing, are remembered, and stop the next ones", async () => {
    writeMigration("3_broken", "CREATE TABLE half (id INT); SELECT no_such_function();");
    const again = () => migrate({ url: database.ownerUrl, dir: migrations, log: () => undefined });
    await expect(again()).rejects.toThrow("3_broken failed: function no_such_function() does not exist");
    await expect(again()).rejects.toThrow("3_broken failed earlier");
    expect(await query(database.ownerUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  });

  it("never name a password in what they say", async () => {
    const { owner } = JSON.parse(readFileSync(path.join(dir, "passwords.json"), "utf8"));
    const failure = await migrate({ url: database.ownerUrl, dir: migrations }).catch((error: Error) => error);
    expect(String(failure)).not.toContain(owner);
  });
});
