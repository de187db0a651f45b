import { matchesGlob } from "./glob";
import type { Action, Pipeline, Role } from "./pipeline";

export type Identity = {
  id: string;
  name: string;
  login: string | null;
  mail: string | null;
  organisations: string[];
  groups: string[];
  provider: "demo" | "github" | "oidc" | "first-admin";
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
    case "github":
      return sharesOne(identity.organisations, pipeline?.signIn?.github?.organisations ?? []);
    case "oidc": {
      const named = pipeline?.signIn?.oidc;
      if (!named) return false;
      const domain = identity.mail?.split("@").at(-1)?.toLowerCase();
      const byDomain = domain !== undefined && named.domains.some((known) => known.toLowerCase() === domain);
      return byDomain || sharesOne(identity.groups, named.groups);
    }
  }
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

export type Permission = { allowed: true } | { allowed: false; reason: string };

/** Whether a person may do this in this environment. Denied unless a role says otherwise; `all` is everything but administer. */
export function can(
  identity: Pick<Identity, "groups" | "name">,
  action: Action,
  environment: string,
  pipeline: Pipeline | null,
): Permission {
  if (!pipeline) return { allowed: false, reason: "There is no policy in force yet." };
  const allowed = rolesOf(identity, pipeline).some((role) =>
    role.may.some(({ environments, actions }) => matchesGlob(environments, environment) && grants(actions, action)),
  );
  if (allowed) return { allowed: true };
  const who = pipeline.roles.filter((role) =>
    role.may.some((m) => matchesGlob(m.environments, environment) && grants(m.actions, action)),
  );
  const names = who.map((role) => role.name).join(" or ");
  return {
    allowed: false,
    reason: names ? `Only ${names} may ${action} in ${environment}.` : `Nobody may ${action} in ${environment}.`,
  };
}

function grants(actions: Action[] | "all", action: Action): boolean {
  return actions === "all" ? action !== "administer" : actions.includes(action);
}
