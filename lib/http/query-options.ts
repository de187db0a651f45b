import { environmentApi, overviewApi } from "@/lib/routes";
import { getJson } from "./client";
import type { EnvironmentPage } from "./contracts/environment";
import type { Overview, OverviewFilter } from "./contracts/overview";

/** Under what key a page's data is kept in the browser, and how it is loaded. */
export function overviewQuery(filter: OverviewFilter) {
  return {
    queryKey: ["overview", filter.q, filter.env, filter.only, filter.page, filter.column],
    load: () => getJson<Overview>(overviewApi(filter)),
  };
}

export function environmentQuery(name: string, page: number) {
  return {
    queryKey: ["environment", name, String(page)],
    load: () => getJson<EnvironmentPage>(environmentApi(name, page)),
  };
}
