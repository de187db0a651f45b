import { readAuditHead } from "@/lib/adapters/db/audit-head";
import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { policyInForce } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import type { AuditFilter } from "@/lib/http/contracts/audit";
import { matching } from "./audit";
import { readable } from "./audit-rights";
import { type AuditRecordRow, auditRow } from "./audit-row";
import { readChain } from "./read-chain";

export const EXPORT_FORMATS = ["jsonl", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the actor may read of a filter, oldest first, as lines of text; each record with its proof (docs/audit.md). */
export async function* exportAudit(
  actor: Actor,
  { db }: { db: Database },
  { filter, format }: { filter: AuditFilter; format: ExportFormat },
): AsyncGenerator<string> {
  const may = readable(actor, (await policyInForce(db))?.pipeline ?? null);
  const head = await readAuditHead(db);
  if (format === "csv") yield csvLine(COLUMNS);
  for await (const rows of readChain(db, Prisma.sql`${may} AND ${matching(filter)}`, BigInt(head.seq)))
    yield rows.map(format === "csv" ? csvOf : jsonOf).join("");
  if (format === "jsonl") yield `${JSON.stringify({ head })}\n`;
}

function jsonOf({ seq, prev, hash, body }: AuditRecordRow): string {
  return `${JSON.stringify({ seq: String(seq), prev, hash, body })}\n`;
}

const COLUMNS = ["seq", "at", "outcome", "kind", "who", "role", "what", "environment", "subject", "reason"].concat([
  "request",
  "address",
  "prev",
  "hash",
  "body",
]);

function csvOf(record: AuditRecordRow): string {
  const row = auditRow(record);
  const { seq, at, outcome, kind, actor, words, environment, subject, reason, requestId, address, hash } = row;
  return csvLine(
    [seq, at, outcome, kind, actor?.name, actor?.role, words, environment, subject, reason, requestId, address].concat([
      record.prev,
      hash,
      record.body,
    ]),
  );
}

function csvLine(cells: (string | null | undefined)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? "")).join(",")}\r\n`;
}

/** Quoted (RFC 4180); what a spreadsheet would take for a formula is made text by a leading apostrophe. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
