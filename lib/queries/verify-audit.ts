import { createHash } from "node:crypto";
import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { BEGINNING, verifyLinks } from "@/lib/domain/audit/chain";
import type { AuditVerdict } from "@/lib/http/contracts/audit";
import { auditHead } from "./audit";
import { readChain } from "./read-chain";

/**
 * Follows the whole chain from its first record to its head. What the filters' columns say is held against the text, and
 * the last record against the head that the database keeps. Tells numbers and hashes only, so that everybody may ask.
 */
export async function verifyAudit(db: Database, nowMs: () => number): Promise<AuditVerdict> {
  const began = nowMs();
  const due = await auditHead(db);
  let head = BEGINNING;
  for await (const rows of readChain(db, Prisma.sql`TRUE`, BigInt(due.seq))) {
    const step = verifyLinks(rows, head, sha256);
    head = step.head;
    const fault = step.fault ?? falseColumn(rows);
    if (fault) return verdict(head.seq, due, fault, nowMs() - began);
  }
  const cut = head.seq < BigInt(due.seq) || head.hash !== due.hash;
  const fault = cut ? { seq: head.seq + 1n, reason: "Records from here on are gone: the chain was longer." } : null;
  return verdict(head.seq, due, fault, nowMs() - began);
}

function falseColumn(rows: { seq: bigint; agrees: boolean }[]) {
  const row = rows.find(({ agrees }) => !agrees);
  return row ? { seq: row.seq, reason: "The columns that filters use do not say what the record says." } : null;
}

function verdict(
  followed: bigint,
  head: AuditVerdict["head"],
  fault: { seq: bigint; reason: string } | null,
  took: number,
): AuditVerdict {
  return {
    records: Number(followed),
    head,
    fault: fault && { seq: String(fault.seq), reason: fault.reason },
    took: Math.round(took),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
