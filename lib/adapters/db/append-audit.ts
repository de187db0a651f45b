import { randomBytes } from "node:crypto";
import { canonicalJson, type JsonValue } from "@/lib/domain/audit/canonical-json";
import { type AuditEntry, auditBody } from "@/lib/domain/audit/event";
import { maskSecrets } from "@/lib/domain/mask-secrets";
import type { AuditLog } from "@/lib/ports";
import type { Database } from "./client";

type Transaction = Pick<Database, "$executeRaw">;

/**
 * Puts entries on record in the caller's transaction, in their order. The database numbers and chains them, and from here
 * to the commit no other record can be written: this comes last.
 */
export async function appendAudit(tx: Transaction, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({ at: entry.at, body: canonicalJson(storable(auditBody(entry, newSalt()))) }));
  await tx.$executeRaw`
    INSERT INTO audit_record (at, body)
    SELECT r.at, r.body FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (at timestamptz, body text))
      WITH ORDINALITY AS r(at, body, place) ORDER BY r.place`;
}

export function createAuditLog(db: Database): AuditLog {
  return { append: (entries) => db.$transaction((tx) => appendAudit(tx, entries)) };
}

/** 128 random bits. */
function newSalt(): string {
  return randomBytes(16).toString("hex");
}

/** So much of a text is put on record; an index of PostgreSQL's takes no more of what stands in a column. */
const MOST_CHARACTERS = 500;
/** Secrets are looked for in more than is kept, so that none is recognised too late because it was cut. */
const MOST_READ = 4_000;

/** PostgreSQL's text and jsonb hold no NUL, and no half of a surrogate pair. */
function storable(value: JsonValue): JsonValue {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [storableText(key), storable(member)]));
}

function storableText(text: string): string {
  const kept = maskSecrets(text.slice(0, MOST_READ)).slice(0, MOST_CHARACTERS);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
  return kept.replace(/[\u0000\p{Cs}]/gu, "\ufffd");
}
