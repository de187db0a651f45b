import type { PastFilter } from "./contracts/past";
import { overviewFilter, overviewFilterProblem } from "./overview-filter";

// A date and a time; without a zone it is UTC, as the field on the page gives it.
const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z)?$/;

/** Reads which past moment is looked at from a page's address; whatever is not understood counts as not said. */
export function pastFilter(params: URLSearchParams): PastFilter {
  const { q, env, page, column } = overviewFilter(params);
  return { at: instantOf(params.get("at")), q, env, page, column };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function pastFilterProblem(params: URLSearchParams): string | null {
  const at = params.get("at");
  if (at !== null && instantOf(at) === null) return "at is an instant in UTC, such as 2026-11-24T14:32:00Z.";
  return overviewFilterProblem(params);
}

/** An instant in UTC as it stands in an address; null where it is none. */
export function instantOf(text: string | null): string | null {
  const [, instant] = INSTANT.exec(text ?? "") ?? [];
  if (instant === undefined) return null;
  const at = new Date(`${instant}Z`);
  // A day that is not in the calendar is no instant, and neither is one that PostgreSQL has not.
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(instant.slice(0, 10)) ? null : at.toISOString();
}
