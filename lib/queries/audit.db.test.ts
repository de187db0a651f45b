import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAuditLog } from "@/lib/adapters/db/append-audit";
import { readAuditHead } from "@/lib/adapters/db/audit-head";
import { policyInForce } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import { anchorAudit, anchorDaily } from "@/lib/commands/anchor-audit";
import type { AuditEntry } from "@/lib/domain/audit/event";
import type { Role } from "@/lib/domain/pipeline";
import type { ProjectedApplication } from "@/lib/domain/projection";
import { auditFilter } from "@/lib/http/audit-filter";
import type { Anchors } from "@/lib/ports";
import { audit } from "./audit";
import {
  actor,
  application,
  type Board,
  claiming,
  deployment,
  environment,
  minutesAgo,
  NOW,
  testBoard,
} from "./board.test-support";
import { exportAudit } from "./export-audit";
import { verifyAudit } from "./verify-audit";

let board: Board;

beforeEach(async () => {
  // The audit cannot be emptied: each test has a database of its own.
  board = await testBoard();
  await board.policy([claiming(environment("dev-env-1")), claiming(environment("secret-env"))], [], ROLES);
});
afterEach(() => board.drop());

const ROLES: Role[] = [
  { name: "viewer", groups: "anyone-signed-in", may: [{ environments: "dev-*", actions: ["view"] }] },
  { name: "admin", groups: ["platform"], may: [{ environments: "*", actions: ["administer"] }] },
];
/** The policy that each test begins with is record 1. */
const POLICY = "c".repeat(40);
const admin: Actor = { ...actor, id: "ada", groups: ["platform"] };

const entry = (change: Partial<AuditEntry> = {}): AuditEntry =>
  ({
    kind: "operation-observed",
    details: { operation: "sync", phase: "Succeeded", revision: null },
    at: NOW,
    outcome: "observed",
    actor: { id: "sam", name: "Sam Roth", role: "sre" },
    environment: "dev-env-1",
    subject: "dev-env-1-linq-platform",
    reason: null,
    requestId: null,
    address: null,
    ...change,
  }) as AuditEntry;

const put = (...entries: AuditEntry[]) => createAuditLog(board.db).append(entries);
const filter = (text = "") => auditFilter(new URLSearchParams(text));
const subjects = async (text = "", who = actor) =>
  (await audit(who, board, { filter: filter(text), before: null })).rows.map((row) => row.subject);

async function exported(text = "", format: "jsonl" | "csv" = "jsonl", who = actor): Promise<string> {
  let whole = "";
  for await (const lines of exportAudit(who, board, { filter: filter(text), format })) whole += lines;
  return whole;
}

describe("the audit", () => {
  it("is read newest first, page by page, while new records arrive", async () => {
    await put(...Array.from({ length: 250 }, (_, index) => entry({ subject: String(index) })));
    const seen: (string | null)[] = [];
    let before: bigint | null = null;
    do {
      const page: Awaited<ReturnType<typeof audit>> = await audit(actor, board, { filter: filter(), before });
      seen.push(...page.rows.map((row) => row.subject));
      before = page.before === null ? null : BigInt(page.before);
      await put(entry({ subject: "new" }));
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => String(249 - index)));
  });

  it("shows what is of an environment to those who may view it, one's own to its doer, and everything to admins", async () => {
    await put(
      entry({ subject: "seen" }),
      entry({ subject: "hidden", environment: "secret-env" }),
      entry({ subject: "gone", environment: "no-more" }),
      entry({ subject: "mine", environment: null, actor: { id: actor.id, name: "Vera", role: null } }),
      entry({ subject: "theirs", environment: null }),
    );
    expect(await subjects()).toEqual(["mine", "seen"]);
    expect(await subjects("", admin)).toEqual(["theirs", "mine", "gone", "hidden", "seen", POLICY]);
    expect(await exported()).not.toContain("hidden");
    expect(await subjects("q=hidden")).toEqual([]);
  });

  it.each([
    ["who=noor", ["c"]],
    ["outcome=refused", ["b"]],
    ["kind=policy-unreadable", ["d"]],
    ["subject=b", ["b"]],
    ["q=release+planner", ["c"]],
    ["q=release+nothing", []],
    ["from=2026-11-24T15:00:01Z", ["b"]],
    ["to=2026-11-24T15:00:01Z", ["d", "c", "a"]],
    ["environment=dev-env-1&who=sam", ["d", "b", "a"]],
    ["q=%25_%27%22%5C", []],
  ])("finds by %s", async (text, found) => {
    await put(
      entry({ subject: "a" }),
      entry({ subject: "b", outcome: "refused", at: new Date(NOW.getTime() + 1_000) }),
      entry({ subject: "c", actor: { id: "noor", name: "Noor", role: "sre" }, reason: "Release of the planner" }),
      entry({ subject: "d", kind: "policy-unreadable", details: { commit: "c", file: "f", problems: 2 } }),
    );
    expect(await subjects(text)).toEqual(found);
  });

  it("holds the policies that took effect and those that could not be read", async () => {
    await board.store.savePolicy({
      commit: "d".repeat(40),
      file: "environments/pipeline.yaml",
      text: "nonsense",
      at: NOW,
      result: { ok: false, problems: [{ file: "environments/pipeline.yaml", line: 3, column: 1, reason: "No." }] },
    });
    const { rows } = await audit(admin, board, { filter: filter(), before: null });
    expect(rows.map(({ kind, outcome, subject, reason }) => [kind, outcome, subject, reason])).toEqual([
      ["policy-unreadable", "refused", "d".repeat(40), "environments/pipeline.yaml:3 No."],
      ["policy-took-effect", "observed", POLICY, null],
    ]);
  });

  it("holds each deployment that ended while somebody watched, once however often it is written, and each operation", async () => {
    const running = deployment("dev-env-1", NOW, { outcome: "running", by: "Sam Roth" });
    // Seen running, it was watched, also where its end was only heard after a restart.
    const ended = { ...running, outcome: "succeeded" as const, versions: { web: "1.2.0" }, observedLate: true };
    const late = deployment("dev-env-1", minutesAgo(90), { observedLate: true });
    const operation = {
      at: NOW,
      applicationId: ended.applicationId,
      environment: "dev-env-1",
      service: null,
      kind: "operation" as const,
      from: null,
      to: "Succeeded",
      details: { kind: "sync", by: "Sam Roth", revision: "a".repeat(40), message: "successfully synced" },
    };
    await board.save({ deployments: [running, late] });
    await board.save({ deployments: [ended], observations: [operation] });
    await board.save({ deployments: [ended] });
    const { rows } = await audit(actor, board, { filter: filter(), before: null });
    expect(rows.map(({ words, actor: by, outcome }) => [by?.name, words, outcome])).toEqual([
      ["Sam Roth", "deployed web 1.2.0", "observed"],
      ["Sam Roth", "sync: succeeded", "observed"],
    ]);
  });

  it("holds an attempt whose end nobody saw, when the next one shows that it is over", async () => {
    await board.save({ deployments: [deployment("dev-env-1", minutesAgo(9), { outcome: "running", by: "Sam Roth" })] });
    const operation: ProjectedApplication["operation"] = {
      phase: "Running",
      kind: "sync",
      message: "",
      revision: null,
      by: "Noor",
      startedAt: NOW.toISOString(),
      finishedAt: null,
      retryCount: 0,
      retrying: null,
    };
    await board.save({ applications: [application("dev-env-1", { operation })] });
    const { rows } = await audit(actor, board, { filter: filter("outcome=failed"), before: null });
    expect(rows.map(({ kind, actor: by, reason }) => [kind, by?.name, reason])).toEqual([
      ["deployment-observed", "Sam Roth", "It ended while nobody watched, and Argo CD does not say how."],
    ]);
  });

  it("is found whole, and every kind of tampering by somebody above the triggers is named", async () => {
    await put(...["a", "b", "c", "d"].map((subject) => entry({ subject })));
    expect(await verifyAudit(board.db, () => 0)).toMatchObject({ records: 5, fault: null });
    const tamper = async (sql: string) => {
      await board.db.$executeRawUnsafe(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
      return (await verifyAudit(board.db, () => 0)).fault;
    };
    expect(await tamper("UPDATE audit_record SET subject = 'z' WHERE seq = 5")).toMatchObject({ seq: "5" });
    expect(await tamper("UPDATE audit_record SET body = replace(body, '\"c\"', '\"y\"') WHERE seq = 4")).toMatchObject({
      seq: "4",
      reason: "Its content is not what was hashed when it was written.",
    });
    expect(
      await tamper(
        "INSERT INTO audit_record SELECT seq, at + interval '1 s', body, prev, hash, kind, outcome FROM audit_record WHERE seq = 2",
      ),
    ).toMatchObject({ seq: "2", reason: "Number 3 was due here: records are missing, doubled or in another order." });
    await tamper("DELETE FROM audit_record WHERE seq = 2 AND actor IS NULL AND subject IS NULL");
    expect(await tamper("UPDATE audit_record SET body = 'no json' WHERE seq = 5")).toMatchObject({ seq: "4" });
    expect(await tamper("DELETE FROM audit_record WHERE seq = 3")).toMatchObject({ seq: "4" });
    expect(await tamper("DELETE FROM audit_record WHERE seq >= 2")).toMatchObject({
      seq: "2",
      reason: "Records from here on are gone: the chain was longer.",
    });
  });

  it("shows a cut tail and a whole rewrite against a head that was kept outside", async () => {
    await put(entry({ subject: "a" }), entry({ subject: "b" }));
    const head = (await audit(admin, board, { filter: filter(), before: null })).head;
    const anchor = { format: 1 as const, ...head, at: NOW.toISOString(), key: "", signature: "" };
    const against = (hash: string, seq = head.seq) =>
      verifyAudit(board.db, () => 0, { anchors: [{ ...anchor, seq, hash }], unsigned: 0 });
    expect(await against(head.hash)).toMatchObject({ fault: null, anchors: 1 });
    expect((await against("f".repeat(64))).fault).toEqual({
      seq: "3",
      reason: "The chain was written anew: its hash is not the one that was anchored.",
    });
    expect((await against(head.hash, "9")).fault?.reason).toBe("The chain ends at 3: what followed was cut off.");
  });

  it("is anchored by who administers and by Slipway once a day, on record; others are refused, on record", async () => {
    const kept: { seq: string; hash: string; at: string }[] = [];
    const anchors: Anchors = {
      publicKey: () => "",
      keep: async (head, at) => void kept.push({ ...head, at: at.toISOString() }),
      all: async () => ({ anchors: kept.map((one) => ({ ...one, format: 1, key: "", signature: "" })), unsigned: 0 }),
    };
    const log = createAuditLog(board.db);
    const deps = { audit: log, anchors, clock: { now: () => NOW }, readHead: () => readAuditHead(board.db) };
    const asking = { actor: admin, pipeline: (await policyInForce(board.db))?.pipeline ?? null };
    const nowhere = { requestId: null, address: null };
    expect(await anchorAudit(deps, { ...asking, ...nowhere, actor })).toMatchObject({ refusal: "not-allowed" });
    expect(kept).toEqual([]);
    expect(await anchorAudit(deps, { ...asking, ...nowhere })).toMatchObject({ ok: true, head: { seq: "2" } });
    expect(await anchorDaily(deps)).toBe(false);
    const tomorrow = { now: () => new Date(NOW.getTime() + 25 * 3_600_000) };
    expect(await anchorDaily({ ...deps, clock: tomorrow })).toBe(true);
    expect(kept.map(({ seq }) => seq)).toEqual(["2", "3"]);
    const { rows } = await audit(admin, board, { filter: filter(), before: null });
    expect(rows.map(({ kind, actor: by }) => [kind, by?.name]).slice(0, 3)).toEqual([
      ["audit-anchored", "Slipway"],
      ["audit-anchored", admin.name],
      ["access-refused", actor.name],
    ]);
  });

  it("exports what anybody can check with the script that is shipped, and a changed line is found", async () => {
    await put(entry({ subject: "ü" }), entry({ environment: "secret-env" }), entry({ subject: "b" }));
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "slipway-audit-")), "audit.jsonl");
    const check = () => spawnSync(process.execPath, ["scripts/verify-audit.mjs", file], { encoding: "utf8" });
    writeFileSync(file, await exported());
    expect(check().stdout).toMatch(/^2 records, each as it was written, 2 gaps, up to record 4 /);
    writeFileSync(file, (await exported()).replace(/[^\n]*\n$/, ""));
    expect(check()).toMatchObject({
      status: 1,
      stderr: "The last line is missing: the file was cut off, or the export broke off.\n",
    });
    writeFileSync(file, (await exported()).replace("ü", "u"));
    expect(check()).toMatchObject({ status: 1, stderr: "The content of record 2 is not what was hashed.\n" });
    rmSync(path.dirname(file), { recursive: true });
  });

  it("exports as CSV without a cell that a spreadsheet would run", async () => {
    await put(entry({ subject: "=cmd|' /C calc'!A0", reason: 'a "quoted",\nline' }));
    const csv = await exported("", "csv");
    expect(csv).toContain("'=cmd|' /C calc'!A0");
    expect(csv).toContain('"a ""quoted"",\nline"');
    expect(csv.startsWith("seq,at,outcome,kind,who,")).toBe(true);
  });
});
