import type { PeopleFilter } from "./contracts/people";
import { pageNumber, pageProblem, searched, searchProblem } from "./overview-filter";

const ONLY = ["all", "open"] as const;

/** Reads the filter from a page's address; whatever is not understood counts as not said. */
export function peopleFilter(params: URLSearchParams): PeopleFilter {
  return {
    q: searched(params.get("q")),
    only: ONLY.find((word) => word === params.get("only")) ?? "all",
    page: pageNumber(params.get("page")),
  };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function peopleFilterProblem(params: URLSearchParams): string | null {
  const only = params.get("only");
  if (only !== null && !ONLY.some((word) => word === only)) return `only is one of ${ONLY.join(", ")}.`;
  return searchProblem(params) ?? pageProblem(params);
}
