import {
  type Choices,
  type EnvironmentTab,
  environmentApi,
  FAVOURITES_API,
  FRAME_API,
  findApi,
  HOME_API,
  overviewApi,
  wallApi,
} from "@/lib/routes";
import { getJson } from "./client";
import type { EnvironmentPage } from "./contracts/environment";
import type { Favourite, FindAnswer } from "./contracts/find";
import type { Frame } from "./contracts/frame";
import type { Home } from "./contracts/home";
import type { Overview, OverviewFilter } from "./contracts/overview";
import type { Wall } from "./contracts/wall";

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

/** What this person keeps at hand. */
export const favouritesQuery = {
  queryKey: [...EVERYWHERE, "favourites"],
  load: () => getJson<Favourite[]>(FAVOURITES_API),
};

export function findQuery(q: string) {
  return { queryKey: ["find", q], load: () => getJson<FindAnswer>(findApi(q)) };
}

export const homeQuery = { queryKey: [...EVERYWHERE, "home"], load: () => getJson<Home>(HOME_API) };

export function wallQuery(env: string) {
  return { queryKey: [...EVERYWHERE, "wall", env], load: () => getJson<Wall>(wallApi(env)) };
}
