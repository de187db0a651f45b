import type { Database } from "./client";

/** Where the audit's chain ends now. */
export async function readAuditHead(db: Database): Promise<{ seq: string; hash: string }> {
  const [head] = await db.$queryRaw<{ seq: bigint; hash: string }[]>`SELECT seq, hash FROM audit_head`;
  if (!head) throw new Error("the audit has no head: the migrations are incomplete");
  return { seq: String(head.seq), hash: head.hash };
}
