import type { OverviewFilter } from "./contracts/overview";

const ONLY = ["all", "differing", "failing", "moving"] as const;

/** Reads the filter from an address; whatever is not understood counts as not said. */
export function overviewFilter(params: URLSearchParams): OverviewFilter {
  return {
    q: (params.get("q") ?? "").trim().slice(0, 200),
    only: ONLY.find((word) => word === params.get("only")) ?? "all",
    page: pageNumber(params.get("page")),
    column: whole(params.get("column"), 0, 10_000),
  };
}

function whole(text: string | null, least: number, most: number): number {
  const number = Number(text);
  if (text === null || !Number.isInteger(number)) return least;
  return Math.min(most, Math.max(least, number));
}

/** A page's number from an address: 1 when it is not one. */
export function pageNumber(text: string | null): number {
  return whole(text, 1, 10_000);
}
