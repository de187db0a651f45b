import type { Action } from "../pipeline";
import type { JsonValue } from "./canonical-json";

/** Everything that is put on record, one variant a kind; what a variant says beside the rest stands in `details`. */
export type AuditEvent =
  | { kind: "signed-in"; details: { provider: string } }
  | { kind: "sign-in-refused"; details: { provider: string } }
  | { kind: "signed-out"; details: Record<string, never> }
  | { kind: "sessions-ended"; details: { person: string } }
  | { kind: "groups-changed"; details: { person: string; added: string[]; removed: string[] } }
  | { kind: "access-refused"; details: { action: Action } }
  | { kind: "policy-took-effect"; details: { commit: string; file: string } }
  | { kind: "policy-unreadable"; details: { commit: string; file: string; problems: number } }
  | { kind: "policy-waits-for-approval"; details: { commit: string; author: string } }
  | { kind: "policy-approved"; details: { commit: string; author: string; seal: string } }
  | { kind: "policy-rejected"; details: { commit: string; author: string; seal: string } }
  | { kind: "operation-observed"; details: { operation: string; phase: string; revision: string | null } }
  | { kind: "deployment-observed"; details: { how: string; revision: string | null; versions: Record<string, string> } }
  | { kind: "webhook-taken"; details: { source: string; event: string; delivery: string } }
  | { kind: "webhook-refused"; details: { source: string } }
  | { kind: "token-made"; details: { token: string; actions: Action[]; environments: string[]; until: string } }
  | { kind: "token-revoked"; details: { token: string } }
  | { kind: "demo-clock-moved"; details: { to: string } }
  | { kind: "audit-exported"; details: { format: string; filter: string } }
  | { kind: "audit-anchored"; details: { seq: string; hash: string } }
  | {
      kind: "audit-archived";
      details: { month: string; records: number; first: string; last: string; file: string; sha256: string };
    };

/** A kind of record. */
export type AuditKind = AuditEvent["kind"];

/** Each kind once; a kind that is missing here does not compile. */
const KINDS: Record<AuditKind, true> = {
  "signed-in": true,
  "sign-in-refused": true,
  "signed-out": true,
  "sessions-ended": true,
  "groups-changed": true,
  "access-refused": true,
  "policy-took-effect": true,
  "policy-unreadable": true,
  "policy-waits-for-approval": true,
  "policy-approved": true,
  "policy-rejected": true,
  "operation-observed": true,
  "deployment-observed": true,
  "webhook-taken": true,
  "webhook-refused": true,
  "token-made": true,
  "token-revoked": true,
  "demo-clock-moved": true,
  "audit-exported": true,
  "audit-anchored": true,
  "audit-archived": true,
};
export const AUDIT_KINDS = Object.keys(KINDS) as AuditKind[];

/** done and refused: what somebody asked of Slipway. failed: what was begun and did not end well. observed: seen from outside. */
export const AUDIT_OUTCOMES = ["done", "refused", "failed", "observed"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Who did it, as far as it is known. `role`: what the policy called them at that moment. */
export type AuditActor = { id: string; name: string; role: string | null };

/** What every record says beside its own. */
export type AuditContext = {
  at: Date;
  outcome: AuditOutcome;
  /** Null: nobody that is known, such as a webhook that was refused. */
  actor: AuditActor | null;
  environment: string | null;
  /** What it was done to: an application, a commit, a person, a token. */
  subject: string | null;
  /** Why, as a person said it or as a refusal words it. */
  reason: string | null;
  requestId: string | null;
  /** Where the request came from. */
  address: string | null;
};

export type AuditEntry = AuditEvent & AuditContext;

/**
 * The record as it is kept: every member always there, times as ISO 8601 in UTC, `format` the version of all this. `salt`
 * is random: who may see a record's hash but not the record cannot find out by guessing what it says. Format 1 had none.
 */
export function auditBody({ at, ...entry }: AuditEntry, salt: string): JsonValue {
  return { ...entry, format: 2, salt, at: at.toISOString() };
}
