import type { ChainHead } from "./chain";

/** A stretch of the chain without a gap that stands in an archive's file; `prev` is the hash before its first record. */
export type ArchivedRun = { first: bigint; last: bigint; prev: string; hash: string };

/** Goes on over what was archived, as far as it follows from the head; a stretch that does not fit is not gone over. */
export function overArchived(head: ChainHead, runs: ArchivedRun[]): ChainHead {
  const next = runs.find((run) => run.first === head.seq + 1n && run.prev === head.hash && run.last >= run.first);
  return next ? overArchived({ seq: next.last, hash: next.hash }, runs) : head;
}
