/** What is chosen on a page, as its address says it. */
export type Choices = Record<string, string | number | null | undefined>;

export type EnvironmentTab =
  | "services"
  | "resources"
  | "diff"
  | "logs"
  | "history"
  | "events"
  | "applications"
  | "policy";

/** What the server answers of an environment: what a tab shows, and what is asked for within one. */
export type EnvironmentPart = EnvironmentTab | "tree" | "resource" | "manifest";

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

/** One part of an environment; `choices` are its filters, those that are empty left out. */
export function environmentPath(name: string, tab: EnvironmentTab = "services", choices: Choices = {}): string {
  return partPath(name, tab, choices);
}

/** One service's row on its environment's page. */
export function servicePath(environment: string, service: string): string {
  return `${environmentPath(environment)}#${encodeURIComponent(service)}`;
}

export function auditPath(choices: Choices = {}): string {
  return withQuery("/audit", chosen(choices));
}

export function auditApi(choices: Choices = {}): string {
  return `/api${auditPath(choices)}`;
}

export function auditExport(format: string, choices: Choices): string {
  return withQuery("/api/audit/export", chosen({ ...choices, format }));
}

export const AUDIT_VERIFY_API = "/api/audit/verify";
export const AUDIT_ANCHORS_API = "/api/audit/anchors";
export function auditAnchorFile(seq: string): string {
  return withQuery(AUDIT_ANCHORS_API, chosen({ seq }));
}
/** Two environments beside each other, or one at two times. */
export type CompareChoice = { from?: string; to?: string; fromAt?: string; toAt?: string; view?: string; q?: string };

export function comparePath(choice: CompareChoice = {}): string {
  return withQuery("/compare", chosen(choice));
}

export function compareApi(choice: CompareChoice): string {
  return `/api${comparePath(choice)}`;
}

/** The overview as it was at an instant. */
export function pastPath(
  choices: { at?: string | null; q?: string; env?: string; page?: number; column?: number } = {},
): string {
  const { at, q, env, page = 1, column = 0 } = choices;
  return withQuery("/past", chosen({ at, q, env, page: page > 1 ? page : null, column: column > 0 ? column : null }));
}

export function pastApi(choices: Parameters<typeof pastPath>[0]): string {
  return `/api${pastPath(choices)}`;
}

export type AccessPart = "matrix" | "people" | "policy" | "tokens" | "protection";

/** Who may do what; one part of it. */
export function accessPath(part: AccessPart = "matrix", choices: Choices = {}): string {
  return withQuery(part === "matrix" ? "/access" : `/access/${part}`, chosen(choices));
}

export function accessApi(part: AccessPart, choices: Choices = {}): string {
  return withQuery(`/api/access/${part}`, chosen(choices));
}

/** One service token, to revoke it. */
export function tokenApi(id: string): string {
  return `${accessApi("tokens")}/${encodeURIComponent(id)}`;
}

export const POLICY_WHAT_IF_API = "/api/access/policy/what-if";

export const END_SESSIONS_API = "/api/access/people/end";
export const END_OWN_SESSIONS_API = "/api/access/people/end-own";
export const SIGN_OUT = "/sign-out";
export const HOME = "/home";

/** The screen on a wall; of all environments, or of those whose names hold `env`. */
export function wallPath(env = ""): string {
  return withQuery("/wall", chosen({ env }));
}

export function overviewApi(filter: Parameters<typeof overviewPath>[0]): string {
  return overviewPath(filter).replace(/^\//, "/api/overview");
}

/** What an environment's page shows, or one part of it. */
export function environmentApi(name: string, part: EnvironmentPart = "services", choices: Choices = {}): string {
  return `/api${partPath(name, part, choices)}`;
}

/** The stream of an environment's logs, and the same as a file. */
export function logsApi(environment: string, as: "stream" | "download", choices: Choices): string {
  const path = `/api${environmentPath(environment, "logs")}`;
  return withQuery(as === "stream" ? path : `${path}/download`, chosen(choices));
}

export const FRAME_API = "/api/frame";

/** All that happened everywhere; empty choices are left out. */
export function timelinePath(choices: Choices = {}): string {
  return withQuery("/timeline", chosen(choices));
}

export function timelineApi(choices: Choices): string {
  return `/api${timelinePath(choices)}`;
}

export function eventsApi(after: string): string {
  return `/api/events?after=${encodeURIComponent(after)}`;
}

export const HOME_API = "/api/home";
export const FAVOURITES_API = "/api/favourites";

export function wallApi(env: string): string {
  return `/api${wallPath(env)}`;
}

export function findApi(q: string): string {
  return withQuery("/api/find", chosen({ q }));
}

export const DEMO_CLOCK_API = "/api/demo/clock";

function partPath(name: string, part: EnvironmentPart, choices: Choices): string {
  const path = `/environments/${encodeURIComponent(name)}`;
  return withQuery(part === "services" ? path : `${path}/${part}`, chosen(choices));
}

function chosen(choices: Choices): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(choices))
    if (value !== null && value !== undefined && value !== "") query.set(key, String(value));
  return query;
}

function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
