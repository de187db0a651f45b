/** Who comes in, what a machine may, and where the audit is anchored: ports of access. */
import type { SignedAnchor } from "./domain/audit/anchor";
import type { AuditEntry } from "./domain/audit/event";
import type { Identity } from "./domain/policy";
import type { TokenScope } from "./domain/token-scope";

/** A session as it begins. `until` and every `real` below are real time: the demo's clock ends nobody's session. */
export type NewSession = {
  id: string;
  identity: Identity;
  begun: Date;
  real: Date;
  until: Date;
  address: string | null;
  browser: string;
};
/** Which of a person's open sessions: one, all but one, or all. */
export type WhichSessions = { person: string; only?: string; except?: string };

/** Who has signed in. Every change is one transaction with its record. */
export type People = {
  /** Keeps the person as they came now, with a new session; `changed` words their groups where those are others than known. */
  begin(session: NewSession, record: AuditEntry, changed: (before: Identity) => AuditEntry | null): Promise<void>;
  /** Who a session stands for while it is open, with the groups found last; notes at most once a minute that they were here. */
  find(session: string, when: { at: Date; real: Date }): Promise<Identity | null>;
  /** Whom a person's id names, as they were seen last. */
  person(id: string): Promise<Identity | null>;
  /** Ends them and says how many; with none open nothing is recorded. */
  end(
    which: WhichSessions,
    by: { at: Date; real: Date; who: string; why: string },
    record: AuditEntry,
  ): Promise<number>;
};

export type LimitKind = "sign-in" | "code" | "write-by-actor" | "write-by-address";

/** How often something may be done. Takes one; null when it may be, else the seconds to wait. */
export type Limits = { take(what: LimitKind, key: string): Promise<number | null> };

/** What the worker keeps of the groups of GitHub's people. */
export type MembershipStore = {
  /** Those with an open session. */
  present(real: Date): Promise<Identity[]>;
  /** Their groups as they are now, each change with its record, and that they were read; pages are told of changes. */
  save(
    people: Identity[],
    when: { at: Date; real: Date },
    changed: (before: Identity, now: Identity) => AuditEntry | null,
  ): Promise<void>;
  /** How the reading went; pages are told when that is news. */
  report(state: { failing: string | null; at: Date }): Promise<void>;
};

/** A service token that is neither revoked nor expired. */
export type LivingToken = { id: string; name: string; scope: TokenScope; lastUsedAt: Date | null };
type NewToken = {
  id: string;
  name: string;
  hash: string;
  prefix: string;
  scope: TokenScope;
  madeBy: string;
  at: Date;
  until: Date;
};

/** Machines' tokens; of a secret only its hash gets here. Each change is one transaction with its record. */
export type ServiceTokens = {
  /** False when a living one has that name. */
  make(token: NewToken, record: AuditEntry): Promise<boolean>;
  /** False when it was revoked before. */
  revoke(id: string, how: { at: Date; by: string; reason: string }, record: AuditEntry): Promise<boolean>;
  nameOf(id: string): Promise<string | null>;
  living(hash: string, now: Date): Promise<LivingToken | null>;
  /** Keeps when and from where it was used last, at most once a minute. */
  used(token: LivingToken, at: Date, address: string | null): Promise<void>;
};

/** The audit's heads, signed and kept outside of the database. */
export type Anchors = {
  /** PEM, to check signatures with. */
  publicKey(): string;
  /** Keeping one twice is keeping it once. */
  keep(head: { seq: string; hash: string }, at: Date): Promise<void>;
  /** By number; `unsigned`: files that look like anchors and do not carry our signature. */
  all(): Promise<{ anchors: SignedAnchor[]; unsigned: number }>;
};
