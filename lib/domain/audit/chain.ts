/** One link of the audit's chain; `body` is the record as the text that was hashed. */
export type ChainLink = { seq: bigint; body: string; prev: string; hash: string };

/** Before the first record. */
export const BEGINNING: ChainHead = { seq: 0n, hash: "0".repeat(64) };
export type ChainHead = Pick<ChainLink, "seq" | "hash">;

/** What is hashed with SHA-256 into a record's `hash`, as UTF-8 (docs/audit.md, format 1). */
export function hashedText({ prev, seq, body }: Omit<ChainLink, "hash">): string {
  return `${prev}\n${seq}\n${body}`;
}

export type ChainFault = { seq: bigint; reason: string };

/**
 * Follows the chain over one record, whose `computed` is the hash of its text; or says why it does not follow from the
 * head before it.
 */
export function follow(
  head: ChainHead,
  link: ChainLink,
  computed: string,
): { ok: true; head: ChainHead } | { ok: false; fault: ChainFault } {
  const reason = faultOf(head, link, computed);
  return reason
    ? { ok: false, fault: { seq: link.seq, reason } }
    : { ok: true, head: { seq: link.seq, hash: link.hash } };
}

function faultOf(head: ChainHead, link: ChainLink, computed: string): string | null {
  const due = head.seq + 1n;
  if (link.seq !== due) return `Number ${due} was due here: records are missing, doubled or in another order.`;
  if (link.prev !== head.hash) return `It does not follow record ${head.seq}: one of the two was replaced.`;
  if (computed !== link.hash) return "Its content is not what was hashed when it was written.";
  return null;
}

/** The head that the records lead to, in the order of their numbers, and the first that does not follow. */
export function verifyLinks(
  links: Iterable<ChainLink>,
  after: ChainHead,
  sha256: (text: string) => string,
): { head: ChainHead; fault: ChainFault | null } {
  let head = after;
  for (const link of links) {
    const step = follow(head, link, sha256(hashedText(link)));
    if (!step.ok) return { head, fault: step.fault };
    head = step.head;
  }
  return { head, fault: null };
}

/** Whether a chain that ends at `head` still holds an anchor; `hashAt` gives the hash of a number in it. */
export function anchorFault(
  anchor: ChainHead,
  head: ChainHead,
  hashAt: (seq: bigint) => string | null,
): ChainFault | null {
  if (anchor.seq > head.seq)
    return { seq: anchor.seq, reason: `The chain ends at ${head.seq}: what followed was cut off.` };
  if (anchor.seq > 0n && hashAt(anchor.seq) !== anchor.hash)
    return { seq: anchor.seq, reason: "The chain was written anew: its hash is not the one that was anchored." };
  return null;
}
