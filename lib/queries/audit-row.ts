import type { AuditContext, AuditEvent } from "@/lib/domain/audit/event";
import { auditWords } from "@/lib/domain/audit/words";
import type { AuditRow } from "@/lib/http/contracts/audit";

export type AuditRecordRow = { seq: bigint; at: Date; body: string; prev: string; hash: string };

/** A record as a screen shows it: all of it from the text that was hashed. */
export function auditRow({ seq, body, hash }: AuditRecordRow): AuditRow {
  // What stands in the table was written by appendAudit from an AuditEntry.
  const entry = JSON.parse(body) as AuditEvent & Omit<AuditContext, "at"> & { at: string };
  return {
    seq: String(seq),
    at: entry.at,
    kind: entry.kind,
    outcome: entry.outcome,
    actor: entry.actor,
    words: auditWords(entry),
    environment: entry.environment,
    subject: entry.subject,
    reason: entry.reason,
    requestId: entry.requestId,
    address: entry.address,
    hash,
  };
}
