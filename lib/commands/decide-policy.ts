import type { AuditEntry } from "@/lib/domain/audit/event";
import type { Identity } from "@/lib/domain/policy";
import { approvalsMissing, mayApprove, mayReject, type Writer } from "@/lib/domain/policy-approval";
import { writerNames } from "@/lib/domain/policy-words";
import type { Clock, PolicyDecisions, PolicyRuling, PolicyWaiting } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";

type Deps = { policyDecisions: PolicyDecisions; clock: Clock };
type Decision = { decision: "approve" | "reject"; seal: string; comment: string };

export type DecideOutcome =
  | { ok: true; inForce: boolean }
  | { ok: false; refusal: "not-allowed" | "conflict" | "bad-input"; message: string };

/**
 * Approves or rejects what waits, for exactly the content that `seal` names. Judged by the rules in force; with the last
 * approval that they ask for, it takes force in the same transaction. Deciding again the same way changes nothing.
 */
export async function decidePolicy(
  { policyDecisions, clock }: Deps,
  { decision, seal, comment, ...asking }: Asking & { actor: Identity } & Decision,
): Promise<DecideOutcome> {
  if (decision === "reject" && comment.trim() === "")
    return { ok: false, refusal: "bad-input", message: "Say why it is rejected: whoever wrote it has to know." };
  const at = clock.now();
  return policyDecisions.decide((waiting) => {
    const nothing: PolicyRuling = { keep: null, becomes: null, at, records: [] };
    if (!waiting) return { ruling: nothing, answer: conflict(NOTHING_WAITS) };
    if (waiting.seal !== seal) return { ruling: nothing, answer: conflict(OTHER_CONTENT) };
    const may = permission(asking.actor, decision, waiting);
    if (!may.allowed) {
      const records = [refusedRecord(asking, waiting, may.reason, at)];
      return { ruling: { ...nothing, records }, answer: { ok: false, refusal: "not-allowed", message: may.reason } };
    }
    const before = waiting.decisions.find(({ person }) => person === asking.actor.id);
    if (before?.decision === decision) return { ruling: nothing, answer: { ok: true, inForce: false } };
    return ruled(asking, waiting, { decision, comment: comment.trim(), roles: may.roles, at });
  });
}

const NOTHING_WAITS = "No change of the policy waits any more. Look again.";
const OTHER_CONTENT = "A newer change has come meanwhile; what you saw no longer waits. Look at it, then decide.";

function conflict(message: string): DecideOutcome {
  return { ok: false, refusal: "conflict", message };
}

function permission(actor: Identity, decision: Decision["decision"], waiting: PolicyWaiting) {
  return decision === "reject"
    ? mayReject(actor, waiting.inForce)
    : mayApprove(actor, waiting.inForce, everybodyWho(waiting));
}

/** Whoever wrote it and whoever pushed it; null while it is not known who wrote it. */
function everybodyWho({ writers, pushers }: PolicyWaiting): Writer[] | null {
  return writers && [...writers.flatMap((commit) => commit.writers), ...pushers];
}

function ruled(
  asking: Asking & { actor: Identity },
  waiting: PolicyWaiting,
  { decision, comment, roles, at }: { decision: Decision["decision"]; comment: string; roles: string[]; at: Date },
): { ruling: PolicyRuling; answer: DecideOutcome } {
  const { id: person, name } = asking.actor;
  const approvals = waiting.decisions.filter((one) => one.decision === "approve" && one.person !== person);
  const missing = approvalsMissing(waiting.inForce, [...approvals, { person, roles }]);
  const inForce = decision === "approve" && missing.length === 0;
  const becomes = decision === "reject" ? "rejected" : inForce ? "in-force" : null;
  const { commit, file, seal, writers } = waiting;
  const context = { ...auditContext(asking, at), subject: commit, reason: comment === "" ? null : comment };
  const details = { commit, author: writerNames(writers), seal };
  const records: AuditEntry[] = [
    decision === "approve"
      ? { ...context, kind: "policy-approved", details }
      : { ...context, kind: "policy-rejected", details },
  ];
  if (inForce) records.push({ ...context, kind: "policy-took-effect", details: { commit, file } });
  return {
    ruling: { keep: { person, name, decision, roles, comment }, becomes, at, records },
    answer: { ok: true, inForce },
  };
}

function refusedRecord(asking: Asking, { commit }: PolicyWaiting, reason: string, at: Date): AuditEntry {
  const context = auditContext(asking, at);
  return {
    ...context,
    kind: "access-refused",
    details: { action: "administer" },
    outcome: "refused",
    subject: commit,
    reason,
  };
}
