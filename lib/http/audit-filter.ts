import { AUDIT_KINDS, AUDIT_OUTCOMES } from "@/lib/domain/audit/event";
import type { AuditFilter } from "./contracts/audit";

const MOST_CHARACTERS = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds no NUL, and no name holds the others
const CONTROL = /[\u0000-\u001f\u007f]/g;
const TEXTS = ["q", "who", "environment", "subject"] as const;
const TIMES = ["from", "to"] as const;

/** Reads the filter from a page's address; whatever is not understood counts as not said. */
export function auditFilter(params: URLSearchParams): AuditFilter {
  const text = (name: string) => (params.get(name) ?? "").replace(CONTROL, "").trim().slice(0, MOST_CHARACTERS);
  return {
    q: text("q"),
    who: text("who"),
    environment: text("environment"),
    subject: text("subject"),
    kind: AUDIT_KINDS.find((kind) => kind === params.get("kind")) ?? "",
    outcome: AUDIT_OUTCOMES.find((outcome) => outcome === params.get("outcome")) ?? "",
    from: instant(params.get("from")),
    to: instant(params.get("to")),
  };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function auditFilterProblem(params: URLSearchParams): string | null {
  const long = TEXTS.find((name) => (params.get(name) ?? "").length > MOST_CHARACTERS);
  if (long) return `${long} takes at most ${MOST_CHARACTERS} characters.`;
  const kind = params.get("kind");
  if (kind && !AUDIT_KINDS.some((known) => known === kind)) return `kind is one of ${AUDIT_KINDS.join(", ")}.`;
  const outcome = params.get("outcome");
  if (outcome && !AUDIT_OUTCOMES.some((known) => known === outcome))
    return `outcome is one of ${AUDIT_OUTCOMES.join(", ")}.`;
  const time = TIMES.find((name) => params.get(name) && instant(params.get(name)) === null);
  if (time) return `${time} is an instant such as 2026-11-24T15:00:00Z.`;
  const before = params.get("before");
  if (before !== null && recordNumber(before) === null) return "before is the number of a record.";
  return null;
}

/** A record's number from an address; null when it is not one. */
export function recordNumber(text: string | null): bigint | null {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}

function instant(text: string | null): string | null {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = new Date(text);
  return at.getTime() >= 0 ? at.toISOString() : null;
}
