import type { AuditContext, AuditEntry } from "@/lib/domain/audit/event";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { WrittenCommit } from "@/lib/domain/policy-approval";
import { type ReadRules, type Standing, standingOf, touchedPaths } from "@/lib/domain/policy-standing";
import { writerNames } from "@/lib/domain/policy-words";
import type { PolicyOutcome } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import type { Database } from "./client";
import { toJson } from "./json-columns";
import { lockPolicy, resolvedIn, rulesInForce, tellOfPolicy } from "./policy-rows";
import { policySeal } from "./policy-seal";
import { announce } from "./save-projection";
import { takeForce } from "./take-force";

/**
 * Keeps one reading of pipeline.yaml. What becomes of it is decided here, under a lock, so that no decision on what waits
 * comes between: it takes force, waits for approval, or is kept with its problems. What waited before is replaced.
 */
export async function savePolicy(db: Database, outcome: PolicyOutcome): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPolicy(tx);
    const inForce = await rulesInForce(tx);
    const { result, commit, file, text, at } = outcome;
    const standing = result.ok ? standingOf(inForce, result, file) : "unreadable";
    const takesForce = standing !== "unreadable" && standing !== "waits";
    await tx.policyReading.updateMany({ where: { state: "waiting" }, data: { state: "replaced", stateAt: at } });
    await tx.policyReading.create({
      data: {
        commit,
        file,
        text,
        readAt: at,
        inForce: takesForce,
        state: takesForce ? "in-force" : standing === "waits" ? "waiting" : "unreadable",
        stateAt: at,
        inForceAt: takesForce ? at : null,
        ...(result.ok ? keptRules(outcome, result, inForce) : { problems: toJson(result.problems) }),
      },
    });
    if (result.ok && takesForce) await takeForce(tx, result);
    await tellOfPolicy(tx, at);
    await appendAudit(tx, [recordOf(outcome, standing)]);
  });
}

/** Keeps who wrote a reading that still waits, and tells the pages. */
export async function savePolicyWriters(db: Database, id: bigint, writers: WrittenCommit[], at: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPolicy(tx);
    await tx.policyReading.updateMany({ where: { id, state: "waiting" }, data: { writers: toJson(writers) } });
    await announce(tx, { at, cells: [], environments: [], everything: true });
  });
}

function keptRules({ text, file, writers }: PolicyOutcome, rules: ReadRules, inForce: ReadRules | null) {
  return {
    pipeline: toJson(rules.pipeline),
    environments: toJson(rules.environments),
    seal: policySeal(text, rules),
    touched: inForce ? touchedPaths(inForce, rules, file) : [],
    ...(writers ? { writers: toJson(writers) } : {}),
  };
}

function recordOf(outcome: PolicyOutcome, standing: Standing | "unreadable"): AuditEntry {
  const { commit, file, at, result } = outcome;
  const context: AuditContext = {
    at,
    outcome: "observed",
    actor: null,
    environment: null,
    subject: commit,
    reason: null,
    requestId: null,
    address: null,
  };
  if (!result.ok) {
    const { length: problems } = result.problems;
    const [first] = result.problems;
    const reason = first ? `${first.file}:${first.line} ${first.reason}` : null;
    return { ...context, kind: "policy-unreadable", details: { commit, file, problems }, outcome: "refused", reason };
  }
  if (standing === "waits")
    return { ...context, kind: "policy-waits-for-approval", details: { commit, author: writerNames(outcome.writers) } };
  const reason = standing === "not-protected" ? NOT_PROTECTED : null;
  return { ...context, kind: "policy-took-effect", details: { commit, file }, reason };
}

const NOT_PROTECTED = "The rules in force before protect nothing of it, so nobody had to approve it.";

/** The rules of a reading that was read well. */
export function rulesOf(row: { pipeline: unknown; environments: unknown }): ReadRules | null {
  if (!row.pipeline || !row.environments) return null;
  return { pipeline: row.pipeline as Pipeline, environments: resolvedIn(row.environments) };
}
