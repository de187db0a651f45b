import { type Choices, type EnvironmentTab, environmentApi, FRAME_API, overviewApi, timelineApi } from "@/lib/routes";
import { getJson } from "./client";
import type { EnvironmentPage } from "./contracts/environment";
import type { Frame } from "./contracts/frame";
import type { Overview, OverviewFilter } from "./contracts/overview";
import type { TimelinePage } from "./contracts/timeline";

/** Under what key a page's data is kept in the browser, and how it is loaded. */
export function overviewQuery(filter: OverviewFilter) {
  return {
    queryKey: ["overview", filter.q, filter.env, filter.only, filter.page, filter.column],
    load: () => getJson<Overview>(overviewApi(filter)),
  };
}

export function environmentQuery(name: string) {
  return { queryKey: ["environment", name], load: () => getJson<EnvironmentPage>(environmentApi(name)) };
}

export const frameQuery = { queryKey: ["frame"], load: () => getJson<Frame>(FRAME_API) };

/** Everything under this key is loaded anew when a live event concerns the environment. */
export const insideKey = (environment: string) => ["inside", environment];

/** One part of an environment, as the page of that part shows it. */
export function insideQuery<T>(environment: string, part: EnvironmentTab, choices: Choices = {}) {
  return {
    queryKey: [...insideKey(environment), part, choices],
    load: () => getJson<T>(environmentApi(environment, part, choices)),
  };
}

/** Everything under this key is loaded anew at any live event. */
export const EVERYWHERE = ["everywhere"];

/** The newest page of all that happened; an older one goes on after a place that the one before it gave. */
export function timelineQuery(choices: Choices, after: string | null = null) {
  return {
    queryKey: [...EVERYWHERE, "timeline", choices, after],
    load: () => getJson<TimelinePage>(timelineApi({ ...choices, after })),
  };
}
