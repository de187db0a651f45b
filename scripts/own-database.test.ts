import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ownDatabase, reach } from "./own-database.mjs";
import { freePort } from "./ports.mjs";

const PASSWORD = "pass-not-to-be-shown";
const APP = `postgresql://app:${PASSWORD}@127.0.0.1:5432/slipway`;
const OWNER = `postgres://owner:${PASSWORD}@127.0.0.1:5432/slipway`;

/** A sentence that names the variable and keeps the password. */
async function sentenceOf(work: () => unknown): Promise<string> {
  const error = await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (reason: Error) => reason,
    );
  expect(error?.constructor.name).toBe("Sentence");
  const text = `${error?.message} ${JSON.stringify(error)} ${String(error?.cause)}`;
  expect(text).not.toContain("not-to-be-shown");
  return error?.message ?? "";
}

describe("a database of one's own", () => {
  it("is what both variables name, trimmed; the owner's may be left out", () => {
    expect(ownDatabase({ DATABASE_URL: ` ${APP}\n`, DATABASE_OWNER_URL: OWNER })).toEqual({
      url: APP,
      ownerUrl: OWNER,
    });
    expect(ownDatabase({ DATABASE_URL: APP, DATABASE_OWNER_URL: "" })).toEqual({ url: APP, ownerUrl: APP });
    expect(ownDatabase({ DATABASE_URL: " " })).toBe(null);
  });

  it.each([
    `mysql://app:${PASSWORD}@127.0.0.1/slipway`,
    `app:${PASSWORD}@127.0.0.1/slipway`,
    `postgresql://app:${PASSWORD}/x@127.0.0.1/slipway`,
    PASSWORD,
  ])("ends the start when an address is wrong, and keeps its password: %s", async (wrong) => {
    expect(await sentenceOf(() => ownDatabase({ DATABASE_URL: wrong }))).toMatch(/^DATABASE_URL is not a postgresql/);
    const env = { DATABASE_URL: APP, DATABASE_OWNER_URL: wrong };
    expect(await sentenceOf(() => ownDatabase(env))).toMatch(/^DATABASE_OWNER_URL is not a postgresql/);
  });

  it("ends the start when only the owner's address is set", async () => {
    expect(await sentenceOf(() => ownDatabase({ DATABASE_OWNER_URL: OWNER }))).toMatch(/^DATABASE_URL is not set/);
  });

  it.each([
    [
      "nothing answers at its address",
      async () => `postgresql://app:${PASSWORD}@localhost:${await freePort(0)}/slipway`,
    ],
    ["its host is not known", () => `postgresql://app:${PASSWORD}@nowhere.invalid/slipway`],
    ["connecting failed (ENOENT)", () => `${APP}?sslrootcert=/nowhere/${PASSWORD}`],
  ])("ends the start with the reason: %s", async (reason, address) => {
    const url = await address();
    const sentence = await sentenceOf(() => reach("DATABASE_OWNER_URL", url));
    expect(sentence).toMatch(/^The database of DATABASE_OWNER_URL cannot be used: /);
    expect(sentence).toContain(reason);
  });

  it.each([
    ["DATABASE_OWNER_URL", `mysql://owner:${PASSWORD}@127.0.0.1/slipway`, "DATABASE_OWNER_URL is not a postgresql"],
    ["DATABASE_URL", `postgresql://app:${PASSWORD}@127.0.0.1:1/slipway`, "The database of DATABASE_URL cannot be used"],
  ])("ends the migrations by hand as well, for a wrong %s", (variable, url, sentence) => {
    const env = { ...process.env, DATABASE_URL: "", DATABASE_OWNER_URL: "", [variable]: url };
    const { status, stderr, stdout } = spawnSync(process.execPath, ["scripts/migrate.mjs"], { env, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
    expect(stderr + stdout).not.toContain(PASSWORD);
  });
});
