import type { Pipeline, Role } from "./pipeline";

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
