import type { AuditKind, AuditOutcome } from "@/lib/domain/audit/event";
import type { Time } from "./overview";

export type AuditFilter = {
  /** Words that all stand somewhere in the record. */
  q: string;
  /** A person's id. */
  who: string;
  environment: string;
  kind: AuditKind | "";
  outcome: AuditOutcome | "";
  subject: string;
  from: Time | null;
  to: Time | null;
};

export type AuditRow = {
  /** Decimal, as it may be longer than a number holds exactly. */
  seq: string;
  at: Time;
  kind: AuditKind;
  outcome: AuditOutcome;
  actor: { id: string; name: string; role: string | null } | null;
  words: string;
  environment: string | null;
  subject: string | null;
  reason: string | null;
  requestId: string | null;
  address: string | null;
  hash: string;
};

/** Newest first. `before`: what to ask for the older ones; null at the end. */
export type AuditPage = { rows: AuditRow[]; before: string | null; head: { seq: string; hash: string } };

/** What following the whole chain showed. */
export type AuditVerdict = {
  records: number;
  head: { seq: string; hash: string };
  fault: { seq: string; reason: string } | null;
  /** How many signed anchors it was held against, and how many files did not carry our signature. */
  anchors: number;
  /** How many records stand in archives' files: they are checked there. */
  archived: number;
  unsigned: number;
  took: number;
};

/** The chain's heads that were kept outside, newest first. `publicKey` is null where none are made. */
export type AuditAnchors = {
  publicKey: string | null;
  anchors: { seq: string; hash: string; at: Time }[];
  /** Why the reader may not make one; null when they may. */
  refusal: string | null;
};
