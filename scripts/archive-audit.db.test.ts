import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeAuditMonths } from "@/lib/adapters/db/housekeeping";
import { verifyAudit } from "@/lib/queries/verify-audit";
import { testDatabase } from "@/lib/testing/test-database";
import { archiveAudit } from "./archive-audit.mjs";

let made: Awaited<ReturnType<typeof testDatabase>>;
let to: string;

beforeEach(async () => {
  made = await testDatabase();
  to = mkdtempSync(path.join(os.tmpdir(), "slipway-archive-"));
  for (const month of [1, 2, 3]) await makeAuditMonths(made.db, new Date(Date.UTC(2027, month - 1, 1)));
  // Two months are interleaved at their ends: whoever stamped 4 began before 3 and wrote after it.
  for (const at of ["2027-01-01", "2027-01-31", "2027-02-01", "2027-01-31", "2027-02-02", "2027-03-01"]) await put(at);
});
afterEach(async () => {
  await made.drop();
  rmSync(to, { recursive: true });
});

const put = (day: string) => {
  const at = `${day}T12:00:00.000Z`;
  const body = JSON.stringify({ at, kind: "signed-in", outcome: "done" });
  return made.db.$executeRaw`INSERT INTO audit_record (at, body) VALUES (${new Date(at)}, ${body})`;
};
const archive = (before: string) => archiveAudit({ url: made.url, before, to, log: () => undefined });
const verdict = () => verifyAudit(made.db, () => 0);

describe("archiving the audit", () => {
  it("detaches the months that are over, keeps their rows and their guard, and the chain stays checkable", async () => {
    expect(await archive("2099-01")).toEqual(["2027-01", "2027-02"]);
    expect(await archive("2099-01")).toEqual([]);
    expect(await verdict()).toMatchObject({ fault: null, records: 8, archived: 5 });
    const kept = await made.db.$queryRaw`SELECT count(*)::int AS count FROM audit_record_2027_01`;
    expect(kept).toEqual([{ count: 3 }]);
    for (const sql of ["DELETE FROM audit_record_2027_01", "DELETE FROM audit_archive", "TRUNCATE audit_archive"])
      await expect(made.db.$executeRawUnsafe(sql)).rejects.toThrow("append-only");
  });

  it("writes files that the shipped script checks, and a changed one is found", async () => {
    await archive("2027-02");
    const file = path.join(to, "audit-2027-01.jsonl");
    const check = () => spawnSync(process.execPath, ["scripts/verify-audit.mjs", file], { encoding: "utf8" });
    expect(check().stdout).toMatch(/^3 records, each as it was written, 1 gaps, up to record 4/);
    writeFileSync(file, readFileSync(file, "utf8").replace("signed-in", "signed-on"));
    expect(check().stderr).toContain("The content of record 1 is not what was hashed");
  });

  it("writes files that together are the chain without a gap, also where months are interleaved", async () => {
    await archive("2099-01");
    const files = ["audit-2027-02.jsonl", "audit-2027-01.jsonl"].map((name) => path.join(to, name));
    const check = spawnSync(process.execPath, ["scripts/verify-audit.mjs", ...files], { encoding: "utf8" });
    expect(check.stdout).toMatch(/^5 records, each as it was written, 0 gaps, up to record 5 /);
  });

  it("detaches nothing when a record is not what was hashed", async () => {
    await made.db.$executeRawUnsafe(
      "BEGIN; SET LOCAL session_replication_role = replica; UPDATE audit_record SET body = '{}' WHERE seq = 2; COMMIT",
    );
    await expect(archive("2027-02")).rejects.toThrow("The content of record 2");
    expect(await made.db.$queryRaw`SELECT count(*)::int AS count FROM audit_archive`).toEqual([{ count: 0 }]);
  });

  it("goes over nothing that was deleted beside it", async () => {
    await archive("2027-02");
    await made.db.$executeRawUnsafe(
      "BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM audit_record WHERE seq = 3; COMMIT",
    );
    expect((await verdict()).fault).toMatchObject({ seq: "5" });
  });
});
