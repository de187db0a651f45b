import { ApiError, denied } from "./errors";
import { globMatches } from "./glob";

/** Who asks. `issuedAt` stands in the server's refusals. */
export interface Caller {
  account: string;
  issuedAt: string;
}

type Rule = readonly [resource: string, action: string, object: string];

const READ_ALL: readonly Rule[] = [
  ["applications", "get", "*/*"],
  ["applicationsets", "get", "*/*"],
  ["projects", "get", "*"],
  ["clusters", "get", "*"],
  ["logs", "get", "*/*"],
];

const POLICY: Record<string, readonly Rule[]> = {
  admin: [["*", "*", "*"]],
  dashboard: [
    ...READ_ALL,
    ["applications", "sync", "*/*"],
    ["applications", "rollback", "*/*"],
    ["applications", "action/apps/Deployment/restart", "*/*"],
  ],
  viewer: READ_ALL,
  qa: [["applications", "get", "linq/staging-*"]],
};

export const ACCOUNTS: readonly string[] = Object.keys(POLICY);

/** May the account do this? Matching is glob without separators (contract 1.4). */
export function may(caller: Caller, resource: string, action: string, object: string): boolean {
  return (POLICY[caller.account] ?? []).some(
    ([resources, actions, objects]) =>
      globMatches(resources, resource) && globMatches(actions, action) && globMatches(objects, object),
  );
}

/** Throws the server's own refusal. */
export function enforce(caller: Caller, resource: string, action: string, object: string): void {
  if (may(caller, resource, action, object)) return;
  throw denied(`${resource}, ${action}, ${object}, sub: ${caller.account}, iat: ${caller.issuedAt}`);
}

const RESOURCES = [
  "clusters",
  "projects",
  "applications",
  "applicationsets",
  "repositories",
  "write-repositories",
  "certificates",
  "accounts",
  "gpgkeys",
  "logs",
  "exec",
  "extensions",
];
const ACTIONS = ["get", "create", "update", "delete", "sync", "rollback", "override", "action", "invoke"];

/** GET can-i. An action path is answered "no" even to one who may (contract 13.16). */
export function canI(caller: Caller, resource: string, action: string, object: string): "yes" | "no" {
  const unknown = (list: string[], word: string) =>
    new ApiError("invalid", `[${list.join(" ")}] does not contain ${word}`);
  if (action.includes("/") && RESOURCES.includes(resource)) return "no";
  if (!ACTIONS.includes(action)) throw unknown(ACTIONS, action);
  if (!RESOURCES.includes(resource)) throw unknown(RESOURCES, resource);
  const asked = action === "rollback" ? "sync" : action;
  return may(caller, resource, asked, object) ? "yes" : "no";
}
