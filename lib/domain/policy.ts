import { matchesGlob } from "./glob";
import type { Action, Pipeline, Role } from "./pipeline";
import { isForMachines, scopeHolds, type TokenScope } from "./token-scope";

export type Identity = {
  id: string;
  name: string;
  login: string | null;
  mail: string | null;
  organisations: string[];
  groups: string[];
  provider: "demo" | "github" | "oidc" | "first-admin" | "token";
  /** Of a service token: all that it may do. One without a scope may do nothing. */
  scope?: TokenScope;
};

/**
 * Who may come in at all (product.md rule 8): demo people where there are any, whom the policy's `sign-in` names, and
 * nobody else. The first administrator is judged by whoever knows the code, not here.
 */
export function maySignIn(identity: Identity, pipeline: Pipeline | null): boolean {
  switch (identity.provider) {
    case "demo":
    case "first-admin":
      return true;
    case "token":
      return false; // a machine shows its token with each request; it never signs in
    case "github":
      return sharesOne(identity.organisations, pipeline?.signIn?.github?.organisations ?? []);
    case "oidc": {
      const named = pipeline?.signIn?.oidc;
      if (!named) return false;
      return sharesOne(domainOf(identity.mail), named.domains) || sharesOne(identity.groups, named.groups);
    }
  }
}

/** What follows the last @ of an address; nothing of what is no address, such as a bare domain. */
function domainOf(mail: string | null): string[] {
  const [, domain] = /^[^\s]+@([^\s@]+)$/.exec(mail ?? "") ?? [];
  return domain === undefined ? [] : [domain];
}

function sharesOne(own: readonly string[], named: readonly string[]): boolean {
  return own.some((item) => named.some((other) => other.toLowerCase() === item.toLowerCase()));
}

/** The roles a person has, in the policy's order. */
export function rolesOf(identity: Pick<Identity, "groups">, pipeline: Pipeline | null): Role[] {
  return (pipeline?.roles ?? []).filter(
    (role) => role.groups === "anyone-signed-in" || sharesOne(identity.groups, role.groups),
  );
}

/** Allowed, by which role and where the file says so; or refused, in a sentence, with who could do it. */
export type Answer =
  | { allowed: true; role: string; place: string | null }
  | { allowed: false; reason: string; roles: string[]; place: string | null };

/**
 * Whether a person may do something in an environment (`null`: in Slipway as a whole). What no role grants is refused.
 * `own`: what they would decide on is their own, which nobody approves (pipeline.yaml, approvals).
 */
export function can(
  identity: Pick<Identity, "groups" | "provider" | "scope">,
  pipeline: Pipeline | null,
  action: Action,
  environment: string | null,
  { own = false }: { own?: boolean } = {},
): Answer {
  if (identity.provider === "token") return canToken(identity.scope ?? [], pipeline, action, environment);
  if (action === "administer" && identity.provider === "first-admin")
    return { allowed: true, role: "first administrator", place: null };
  const roles = rolesOf(identity, pipeline);
  const granting = roles.find((role) => grants(role, action, environment));
  if (!granting) return refusedBy(roles, pipeline, action, environment);
  const place = granting.place ?? null;
  if (own && action === "approve") return { allowed: false, reason: OWN, roles: [granting.name], place };
  return { allowed: true, role: granting.name, place };
}

/**
 * What a token's scope holds, and only what the policy in force lets some role do: what nobody may do any more, machines made
 * earlier may not either. Groups give a token nothing.
 */
function canToken(scope: TokenScope, pipeline: Pipeline | null, action: Action, environment: string | null): Answer {
  const where = environment === null ? "" : ` of ${environment}`;
  const refused = (reason: string, roles: Role[]): Answer => ({
    allowed: false,
    reason,
    roles: roles.map((role) => role.name),
    place: roles[0]?.place ?? null,
  });
  const able = (pipeline?.roles ?? []).filter((role) => grants(role, action, environment));
  if (!isForMachines(action)) return refused(`A service token never holds ${action}: a person does that.`, able);
  if (!scopeHolds(scope, action, environment))
    return refused(`This token's scope does not hold ${action}${where}.`, able);
  if (environment !== null && !pipeline?.environments.some(({ name }) => name === environment))
    return refused(`The policy in force has no environment ${environment}.`, []);
  if (able.length === 0) return refused(`The policy lets nobody do this: ${action}${where}.`, []);
  return { allowed: true, role: "service token", place: able[0]?.place ?? null };
}

const OWN = "You asked for this yourself, so somebody else has to approve it.";

/** `all` is everything but administer. What is of no environment is granted only by a rule for all of them. */
function grants({ may }: Role, action: Action, environment: string | null): boolean {
  return may.some(
    ({ environments, actions }) =>
      (environment === null ? environments === "*" : matchesGlob(environments, environment)) &&
      (actions === "all" ? action !== "administer" : actions.includes(action)),
  );
}

function refusedBy(
  own: Role[],
  pipeline: Pipeline | null,
  action: Action,
  environment: string | null,
): Extract<Answer, { allowed: false }> {
  const able = (pipeline?.roles ?? []).filter((role) => grants(role, action, environment));
  const where = environment === null ? "" : ` ${environment}`;
  const who = able.length === 0 ? "The policy lets nobody do it." : `The policy lets ${list(able)} do it.`;
  return {
    allowed: false,
    reason: `You may not ${DEEDS[action]}${where}. ${who}`,
    roles: able.map((role) => role.name),
    place: (own.find((role) => role.groups !== "anyone-signed-in") ?? own[0] ?? able[0])?.place ?? null,
  };
}

function list(roles: Role[]): string {
  const names = roles.map((role) => role.name);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

/** What is done to an environment, as a refusal says it. */
const DEEDS: Record<Action, string> = {
  view: "see",
  logs: "read logs of",
  refresh: "refresh",
  request: "request a promotion to",
  approve: "approve promotions to",
  change: "change",
  sync: "sync",
  force: "force a sync of",
  prune: "prune in a sync of",
  rollback: "roll back",
  terminate: "stop an operation in",
  restart: "restart workloads in",
  override: "override gates of",
  freeze: "freeze",
  acknowledge: "acknowledge alerts of",
  "break-glass": "ask for the break-glass commands of",
  administer: "administer",
};
