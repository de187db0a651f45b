import {
  type Choices,
  type CompareChoice,
  compareApi,
  type EnvironmentPart,
  environmentApi,
  FRAME_API,
  overviewApi,
  pastApi,
} from "@/lib/routes";
import { getJson, getUnlessHeld } from "./client";
import type { Comparison } from "./contracts/compare";
import type { EnvironmentPage } from "./contracts/environment";
import type { Frame } from "./contracts/frame";
import type { Overview, OverviewFilter } from "./contracts/overview";
import type { PastFilter, PastMoment } from "./contracts/past";
import type { ManifestPage, ResourceDetails, TreePage } from "./contracts/resources";

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
export function insideQuery<T>(environment: string, part: EnvironmentPart, choices: Choices = {}) {
  return {
    queryKey: [...insideKey(environment), part, choices],
    load: () => getJson<T>(environmentApi(environment, part, choices)),
  };
}

/** What is inside of one Application. It is asked for every few seconds, and travels only when it is another. */
export function treeQuery(environment: string, application: string | null) {
  return {
    ...insideQuery<TreePage>(environment, "tree", { application }),
    load: () => getUnlessHeld<TreePage>(environmentApi(environment, "tree", { application })),
  };
}

type AskedResource = { application: string | null; resource: string };

/** One resource of an Application, by its key; and its manifests. */
export function resourceQuery(environment: string, { application, resource }: AskedResource) {
  return insideQuery<ResourceDetails>(environment, "resource", { application, resource });
}

export function manifestQuery(environment: string, { application, resource }: AskedResource) {
  return insideQuery<ManifestPage>(environment, "manifest", { application, resource });
}

/** Everything under this key is loaded anew at any live event. */
export const EVERYWHERE = ["everywhere"];

/** A past moment does not change: no event loads it anew. */
export function pastQuery(filter: PastFilter) {
  return { queryKey: ["past", filter], load: () => getJson<PastMoment>(pastApi(filter)) };
}

/** Two environments or moments beside each other, as they are now where no moment is chosen. */
export function compareQuery(choice: CompareChoice) {
  return { queryKey: [...EVERYWHERE, "compare", choice], load: () => getJson<Comparison>(compareApi(choice)) };
}
