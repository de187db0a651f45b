import { canonicalJson } from "./canonical-json";
import { anchorFault, type ChainFault, type ChainHead } from "./chain";

/** A head of the chain as it was at a time, signed, to be kept where nobody who could change the chain can change it. */
export type SignedAnchor = { format: 1; seq: string; hash: string; at: string; key: string; signature: string };

/** What is signed with Ed25519, as UTF-8: the anchor without its signature, as canonical JSON. */
export function anchorText({ format, seq, hash, at, key }: Omit<SignedAnchor, "signature">): string {
  return canonicalJson({ format, seq, hash, at, key });
}

/** Reads an anchor's file; null when it is none. */
export function readAnchor(text: string): SignedAnchor | null {
  const { format, seq, hash, at, key, signature } = membersOf(text);
  if (format !== 1 || typeof seq !== "string" || !/^\d{1,18}$/.test(seq)) return null;
  if (typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash)) return null;
  if (typeof at !== "string" || typeof key !== "string" || typeof signature !== "string") return null;
  return { format, seq, hash, at, key, signature };
}

/** The head that an anchor names. */
export function anchoredHead({ seq, hash }: { seq: string; hash: string }): ChainHead {
  return { seq: BigInt(seq), hash };
}

/** The first of the anchors, by their numbers, that a chain does not hold; `hashAt` gives the hash of a number in it. */
export function firstAnchorFault(
  anchors: ChainHead[],
  head: ChainHead,
  hashAt: (seq: bigint) => string | null,
): ChainFault | null {
  for (const anchor of anchors.toSorted((a, b) => (a.seq < b.seq ? -1 : a.seq > b.seq ? 1 : 0))) {
    const fault = anchorFault(anchor, head, hashAt);
    if (fault) return fault;
  }
  return null;
}

function membersOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? { ...value } : {};
  } catch {
    return {};
  }
}
