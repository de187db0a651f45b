import {
  AUDIT_ANCHORS_API,
  accessApi,
  auditApi,
  type Choices,
  type CompareChoice,
  compareApi,
  type EnvironmentPart,
  environmentApi,
  FAVOURITES_API,
  FRAME_API,
  findApi,
  HOME_API,
  overviewApi,
  pastApi,
  timelineApi,
  wallApi,
} from "@/lib/routes";
import { getJson, getUnlessHeld } from "./client";
import type { PolicyPage } from "./contracts/access-policy";
import type { AuditAnchors, AuditFilter, AuditPage } from "./contracts/audit";
import type { Comparison } from "./contracts/compare";
import type { EnvironmentPage } from "./contracts/environment";
import type { Favourite, FindAnswer } from "./contracts/find";
import type { Frame } from "./contracts/frame";
import type { Home } from "./contracts/home";
import type { Overview, OverviewFilter } from "./contracts/overview";
import type { PastFilter, PastMoment } from "./contracts/past";
import type { PeopleFilter, PeoplePage } from "./contracts/people";
import type { ManifestPage, ResourceDetails, TreePage } from "./contracts/resources";
import type { ServiceTokensPage } from "./contracts/service-tokens";
import type { TimelinePage } from "./contracts/timeline";
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

/** The audit's newest page of a filter, or the one that follows record `before`. */
export function auditQuery(filter: AuditFilter, before: string | null) {
  return {
    queryKey: [...EVERYWHERE, "audit", filter, before],
    load: () => getJson<AuditPage>(auditApi({ ...filter, before })),
  };
}

/** Who has signed in; sessions begin and end without a live event, so it is also asked for again now and then. */
export function peopleQuery({ q, only, page }: PeopleFilter) {
  const choices = { q, only: only === "all" ? null : only, page: page > 1 ? page : null };
  return {
    queryKey: [...EVERYWHERE, "people", choices],
    load: () => getJson<PeoplePage>(accessApi("people", choices)),
  };
}

export function tokensQuery(page: number) {
  return {
    queryKey: [...EVERYWHERE, "tokens", page],
    load: () => getJson<ServiceTokensPage>(accessApi("tokens", { page: page > 1 ? page : null })),
  };
}

export const auditAnchorsQuery = {
  queryKey: [...EVERYWHERE, "audit-anchors"],
  load: () => getJson<AuditAnchors>(AUDIT_ANCHORS_API),
};

/** A past moment does not change: no event loads it anew. */
export function pastQuery(filter: PastFilter) {
  return { queryKey: ["past", filter], load: () => getJson<PastMoment>(pastApi(filter)) };
}

/** The newest page of all that happened; an older one goes on after a place that the one before it gave. */
export function timelineQuery(choices: Choices, after: string | null = null) {
  return {
    queryKey: [...EVERYWHERE, "timeline", choices, after],
    load: () => getJson<TimelinePage>(timelineApi({ ...choices, after })),
  };
}

/** Two environments or moments beside each other, as they are now where no moment is chosen. */
export function compareQuery(choice: CompareChoice) {
  return { queryKey: [...EVERYWHERE, "compare", choice], load: () => getJson<Comparison>(compareApi(choice)) };
}

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

export const policyQuery = {
  queryKey: [...EVERYWHERE, "access", "policy"],
  load: () => getJson<PolicyPage>(accessApi("policy")),
};
