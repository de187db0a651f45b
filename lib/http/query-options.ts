import { queryOptions } from "@tanstack/react-query";
import { environmentApi, overviewApi } from "@/lib/routes";
import { getJson } from "./client";
import type { EnvironmentPage } from "./contracts/environment";
import type { Overview, OverviewFilter } from "./contracts/overview";

export function overviewQuery(filter: OverviewFilter) {
  return queryOptions({
    queryKey: ["overview", filter.q, filter.only, filter.page, filter.column] as const,
    queryFn: () => getJson<Overview>(overviewApi(filter)),
  });
}

export function environmentQuery(name: string, page: number) {
  return queryOptions({
    queryKey: ["environment", name, page] as const,
    queryFn: () => getJson<EnvironmentPage>(environmentApi(name, page)),
  });
}
