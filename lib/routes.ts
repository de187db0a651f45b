export type EnvironmentTab = "services" | "resources" | "history" | "applications" | "policy";

/** Every address is built here. */
export function overviewPath(
  filter: { q?: string; env?: string; only?: string; page?: number; column?: number } = {},
): string {
  const query = new URLSearchParams();
  if (filter.q) query.set("q", filter.q);
  if (filter.env) query.set("env", filter.env);
  if (filter.only && filter.only !== "all") query.set("only", filter.only);
  if (filter.page && filter.page > 1) query.set("page", String(filter.page));
  if (filter.column) query.set("column", String(filter.column));
  return withQuery("/", query);
}

export function environmentPath(name: string, tab?: EnvironmentTab, page?: number): string {
  const query = new URLSearchParams();
  if (tab && tab !== "services") query.set("tab", tab);
  if (page && page > 1) query.set("page", String(page));
  return withQuery(`/environments/${encodeURIComponent(name)}`, query);
}

/** One service's row on its environment's page. */
export function servicePath(environment: string, service: string): string {
  return `${environmentPath(environment)}#${encodeURIComponent(service)}`;
}

export const SIGN_OUT = "/sign-out";

export function overviewApi(filter: Parameters<typeof overviewPath>[0]): string {
  return overviewPath(filter).replace(/^\//, "/api/overview");
}

export function environmentApi(name: string, page: number): string {
  return `/api/environments/${encodeURIComponent(name)}${page > 1 ? `?page=${page}` : ""}`;
}

export function eventsApi(after: string): string {
  return `/api/events?after=${encodeURIComponent(after)}`;
}

export const DEMO_CLOCK_API = "/api/demo/clock";

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
