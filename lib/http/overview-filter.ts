import type { OverviewFilter } from "./contracts/overview";

const ONLY = ["all", "differing", "failing", "moving"] as const;
const MOST_CHARACTERS = 200;
const MOST_PAGES = 10_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds no NUL, and no name holds the others
const CONTROL = /[\u0000-\u001f\u007f]/g;

/** Reads the filter from a page's address; whatever is not understood counts as not said. */
export function overviewFilter(params: URLSearchParams): OverviewFilter {
  return {
    q: searched(params.get("q")),
    env: searched(params.get("env")),
    only: ONLY.find((word) => word === params.get("only")) ?? "all",
    page: pageNumber(params.get("page")),
    column: whole(params.get("column"), 0) ?? 0,
  };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function overviewFilterProblem(params: URLSearchParams): string | null {
  const only = params.get("only");
  const column = params.get("column");
  for (const name of ["q", "env"]) if (isTooLong(params.get(name))) return tooLong(name);
  if (only !== null && !ONLY.some((word) => word === only)) return `only is one of ${ONLY.join(", ")}.`;
  if (column !== null && whole(column, 0) === null)
    return `column is a whole number from 0 to ${MOST_PAGES}: the first environment to show.`;
  return pageProblem(params);
}

/** Why the page's number cannot be taken, as a sentence; null when it can. */
export function pageProblem(params: URLSearchParams): string | null {
  const page = params.get("page");
  return page !== null && whole(page, 1) === null ? `page is a whole number from 1 to ${MOST_PAGES}.` : null;
}

/** A page's number from an address: 1 when it is not one. */
export function pageNumber(text: string | null): number {
  return whole(text, 1) ?? 1;
}

/** Why what is looked for cannot be, as a sentence; null when it can. */
export function searchProblem(params: URLSearchParams, name = "q"): string | null {
  return isTooLong(params.get(name)) ? tooLong(name) : null;
}

function isTooLong(text: string | null): boolean {
  return (text ?? "").length > MOST_CHARACTERS;
}

function tooLong(name: string): string {
  return `${name} takes at most ${MOST_CHARACTERS} characters.`;
}

/** What is searched for, from an address: no control characters, bounded. */
export function searched(text: string | null, most = MOST_CHARACTERS): string {
  return (text ?? "").replace(CONTROL, "").trim().slice(0, most);
}

function whole(text: string | null, least: number): number | null {
  if (text === null || !/^\d{1,6}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= MOST_PAGES ? number : null;
}
