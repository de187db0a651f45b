import { canonicalJson } from "@/lib/domain/audit/canonical-json";
import { type AuditEntry, auditBody } from "@/lib/domain/audit/event";
import type { AuditLog } from "@/lib/ports";
import type { Database } from "./client";

type Transaction = Pick<Database, "$executeRaw">;

/**
 * Puts entries on record in the caller's transaction, in their order. The database numbers and chains them, and from here
 * to the commit no other record can be written: this comes last.
 */
export async function appendAudit(tx: Transaction, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({ at: entry.at, body: storable(canonicalJson(auditBody(entry))) }));
  await tx.$executeRaw`
    INSERT INTO audit_record (at, body)
    SELECT r.at, r.body FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (at timestamptz, body text))
      WITH ORDINALITY AS r(at, body, place) ORDER BY r.place`;
}

export function createAuditLog(db: Database): AuditLog {
  return { append: (entries) => db.$transaction((tx) => appendAudit(tx, entries)) };
}

/** PostgreSQL's text and jsonb hold no NUL, and no half of a surrogate pair. */
function storable(text: string): string {
  return text.replace(/\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, "\\ufffd");
}
