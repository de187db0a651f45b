import type { Freeze } from "./pipeline";

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;

export type FreezeSpan = { ok: true; start: number; end: number } | { ok: false; reason: string };

/** A freeze as instants: whole days in UTC with the last one included, or instants with their offset. Refuses other dates. */
export function parseFreeze({ from, to }: Pick<Freeze, "from" | "to">): FreezeSpan {
  const [start, end] = [instantOf(from), instantOf(to)];
  if (start === null || end === null) {
    const wrong = start === null ? from : to;
    return { ok: false, reason: `“${wrong}” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z` };
  }
  const last = DATE.test(to) ? end + DAY_MS : end;
  if (last <= start) return { ok: false, reason: `the freeze ends (${to}) before it begins (${from})` };
  return { ok: true, start, end: last };
}

function instantOf(text: string): number | null {
  const day = DATE.test(text) ? text : INSTANT.exec(text)?.[1];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (day === undefined || Number.isNaN(midnight)) return null;
  if (new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const at = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(at) ? null : at;
}
