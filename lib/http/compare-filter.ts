import type { CompareFilter } from "./contracts/compare";
import { searched } from "./overview-filter";
import { instantOf } from "./past-filter";

/** Reads what is compared from an address; whatever is not understood counts as not said. */
export function compareFilter(params: URLSearchParams): CompareFilter {
  return {
    from: searched(params.get("from")),
    to: searched(params.get("to")),
    fromAt: instantOf(params.get("fromAt")),
    toAt: instantOf(params.get("toAt")),
    q: searched(params.get("q")),
  };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function compareProblem(params: URLSearchParams): string | null {
  for (const name of ["fromAt", "toAt"]) {
    const text = params.get(name);
    if (text !== null && instantOf(text) === null) return `${name} is an instant in UTC, such as 2026-11-24T14:32:00Z.`;
  }
  return null;
}
