import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAnchorFolder } from "./anchor-folder";

const AT = new Date("2026-11-24T15:00:00Z");
const BODY = "{}";
const hash = createHash("sha256")
  .update(`${"0".repeat(64)}\n1\n${BODY}`)
  .digest("hex");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "slipway-anchors-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const settings = () => ({ dir: path.join(folder, "anchors"), keyFile: path.join(folder, "key.pem") });
const files = () => readdirSync(settings().dir).map((name) => path.join(settings().dir, name));

describe("the folder of anchors", () => {
  it("keeps each head once, signed with a key that only its owner reads and that every process shares", async () => {
    const [web, worker] = [createAnchorFolder(settings()), createAnchorFolder(settings())];
    expect(await web.all()).toEqual({ anchors: [], unsigned: 0 });
    await web.keep({ seq: "1", hash }, AT);
    await worker.keep({ seq: "1", hash }, AT);
    expect(worker.publicKey()).toBe(web.publicKey());
    expect(web.publicKey()).not.toContain("PRIVATE");
    expect(statSync(settings().keyFile).mode & 0o077).toBe(0);
    expect(files()).toHaveLength(1);
    expect(await web.all()).toMatchObject({ anchors: [{ seq: "1", hash, at: AT.toISOString() }], unsigned: 0 });
  });

  it("keeps the anchor of a chain beside the one of a chain that was written anew", async () => {
    const anchors = createAnchorFolder(settings());
    await anchors.keep({ seq: "1", hash }, AT);
    await anchors.keep({ seq: "1", hash: "f".repeat(64) }, AT);
    expect((await anchors.all()).anchors.map((anchor) => anchor.hash).sort()).toEqual([hash, "f".repeat(64)].sort());
  });

  it("takes no anchor that somebody changed or made without the key", async () => {
    const anchors = createAnchorFolder(settings());
    await anchors.keep({ seq: "1", hash }, AT);
    const [file = ""] = files();
    writeFileSync(file, readFileSync(file, "utf8").replace(hash, "e".repeat(64)));
    writeFileSync(path.join(settings().dir, "audit-000000000002-abc.json"), "no json");
    expect(await anchors.all()).toEqual({ anchors: [], unsigned: 2 });
  });

  it("refuses a key file that holds something else, without showing it", () => {
    writeFileSync(settings().keyFile, "CANARY");
    expect(() => createAnchorFolder(settings())).toThrow(/^AUDIT_SIGNING_KEY_FILE cannot be read/);
  });

  it("makes anchors that the shipped script holds an export against", async () => {
    const anchors = createAnchorFolder(settings());
    await anchors.keep({ seq: "1", hash }, AT);
    await anchors.keep({ seq: "2", hash: "d".repeat(64) }, AT);
    const [first = "", second = ""] = files().sort();
    const key = path.join(folder, "public.pem");
    writeFileSync(key, anchors.publicKey());
    const file = path.join(folder, "export.jsonl");
    const line = { seq: "1", prev: "0".repeat(64), hash, body: BODY };
    writeFileSync(file, `${JSON.stringify(line)}\n${JSON.stringify({ head: { seq: "1", hash } })}\n`);
    const check = (anchor: string) =>
      spawnSync(process.execPath, ["scripts/verify-audit.mjs", file, "--anchor", anchor, "--key", key], {
        encoding: "utf8",
      });
    expect(check(first).stdout).toContain("1 of 1 anchors are of a record in it and fit");
    expect(check(second)).toMatchObject({ status: 1, stderr: expect.stringContaining("The chain ends at 1") });
    writeFileSync(second, readFileSync(second, "utf8").replace('"seq":"2"', '"seq":"1"'));
    expect(check(second).stderr).toContain("was not signed with this key");
  });
});
