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
