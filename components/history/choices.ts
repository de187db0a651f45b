import type { HistoryFilter } from "@/lib/http/contracts/history";
import { type Choices, environmentPath } from "@/lib/routes";

/** What is looked at, as the address says it: what is not said is left out. */
export function choicesOf(filter: HistoryFilter): Choices {
  return { ...filter, only: filter.only === "all" ? null : filter.only };
}

/** The same history with something else chosen. */
export function historyPath(environment: string, filter: HistoryFilter, change: Partial<HistoryFilter>): string {
  return environmentPath(environment, "history", choicesOf({ ...filter, ...change }));
}
