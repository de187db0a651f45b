import { createHash } from "node:crypto";
import { readAuditHead } from "@/lib/adapters/db/audit-head";
import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { anchoredHead, firstAnchorFault, type SignedAnchor } from "@/lib/domain/audit/anchor";
import { type ArchivedRun, overArchived } from "@/lib/domain/audit/archive";
import { BEGINNING, type ChainFault, type ChainHead, follow, hashedText } from "@/lib/domain/audit/chain";
import type { AuditVerdict } from "@/lib/http/contracts/audit";
import { type ChainRow, readChain } from "./read-chain";

/**
 * Follows the whole chain from its first record to its head. What the filters' columns say is held against the text, and
 * the last record against the head that the database keeps, the chain against the anchors kept outside. Tells numbers and hashes only.
 */
export async function verifyAudit(
  db: Database,
  nowMs: () => number,
  kept: { anchors: SignedAnchor[]; unsigned: number } = { anchors: [], unsigned: 0 },
): Promise<AuditVerdict> {
  const began = nowMs();
  const runs = await archivedRuns(db);
  let head = BEGINNING;
  const anchors = kept.anchors.map(anchoredHead);
  const anchored = new Set(anchors.map(({ seq }) => seq));
  const hashes = new Map<bigint, string>();
  const done = async (fault: ChainFault | null): Promise<AuditVerdict> => ({
    records: Number(head.seq),
    archived: runs.reduce((sum, { first, last }) => sum + Number(last - first + 1n), 0),
    head: await readAuditHead(db),
    fault: fault && { seq: String(fault.seq), reason: fault.reason },
    anchors: anchors.length,
    unsigned: kept.unsigned,
    took: Math.round(nowMs() - began),
  });
  const goneOver = (seq: bigint) => runs.some(({ first, last }) => first <= seq && seq <= last);
  for await (const rows of readChain(db, Prisma.sql`TRUE`, null)) {
    for (const row of rows) {
      if (row.seq > head.seq + 1n) head = overArchived(head, runs);
      const step = follow(head, row, sha256(hashedText(row)));
      if (!step.ok) return done(step.fault);
      if (!agrees(row))
        return done({ seq: row.seq, reason: "The columns that filters use do not say what the record says." });
      head = step.head;
      if (anchored.has(head.seq)) hashes.set(head.seq, head.hash);
    }
  }
  const end = head;
  const fault = await cutOff(db, end);
  // An anchor of an archived record is held against the file that holds it.
  const here = anchors.filter(({ seq }) => !goneOver(seq));
  return done(fault ?? firstAnchorFault(here, end, (seq) => hashes.get(seq) ?? null));
}

async function archivedRuns(db: Database): Promise<ArchivedRun[]> {
  return db.$queryRaw<ArchivedRun[]>`
    SELECT (r->>'first')::bigint AS first, (r->>'last')::bigint AS last, r->>'prev' AS prev, r->>'hash' AS hash
    FROM audit_archive, jsonb_array_elements(runs) r ORDER BY 1`;
}

/** Records may have been written while the last ones were read: then the head is ahead, and the record of it is there. */
async function cutOff(db: Database, reached: ChainHead): Promise<ChainFault | null> {
  const kept = await readAuditHead(db);
  if (BigInt(kept.seq) === reached.seq && kept.hash === reached.hash) return null;
  const rows = await db.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM audit_record WHERE seq = ${BigInt(kept.seq)} AND hash = ${kept.hash} AND seq > ${reached.seq}`;
  if (rows.length === 1) return null;
  return { seq: reached.seq + 1n, reason: "Records from here on are gone: the chain was longer." };
}

function agrees(row: ChainRow): boolean {
  const said = partsOf(row.body);
  return (
    said !== null &&
    new Date(said.at).getTime() === row.at.getTime() &&
    said.kind === row.kind &&
    said.outcome === row.outcome &&
    (said.actor?.id ?? null) === row.actor &&
    (said.environment ?? null) === row.environment &&
    (said.subject ?? null) === row.subject
  );
}

type Parts = {
  at: string;
  kind: string;
  outcome: string;
  actor?: { id: string } | null;
  environment?: string | null;
  subject?: string | null;
};

function partsOf(body: string): Parts | null {
  try {
    return JSON.parse(body) as Parts;
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
