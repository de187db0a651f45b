import type { Pipeline } from "@/lib/domain/pipeline";
import { type Identity, maySignIn } from "@/lib/domain/policy";

/** What decides, beside the person: the policy in force, and how this process is configured. */
export type House = {
  pipeline: Pipeline | null;
  demo: boolean;
  /** SLIPWAY_FIRST_ADMIN: a login or a mail address. */
  firstAdmin: string | null;
  hasFirstAdminCode: boolean;
};

/**
 * Whether this person may be here now; asked at sign-in and again at every page and request. Who may come in is named
 * by the policy (product.md rule 8); the first administrator comes in only while it names nobody (decisions.md 16).
 */
export function mayBeHere(identity: Identity, house: House): boolean {
  switch (identity.provider) {
    case "demo":
      return house.demo;
    case "first-admin":
      return house.hasFirstAdminCode && namesNobody(house.pipeline);
    case "token":
      return false; // no session is ever a token's: lib/auth/token-actor.ts asks its row
    case "github":
    case "oidc":
      if (namesNobody(house.pipeline)) return isFirstAdmin(identity, house.firstAdmin);
      return maySignIn(identity, house.pipeline);
  }
}

/** There is no policy in force, or its `sign-in` lets nobody in. */
export function namesNobody(pipeline: Pipeline | null): boolean {
  const { github, oidc } = pipeline?.signIn ?? { github: null, oidc: null };
  const named = [github?.organisations, oidc?.domains, oidc?.groups];
  return named.every((list) => list === undefined || list.length === 0);
}

/** An OpenID provider's `preferred_username` may be anybody's choice (OpenID Connect Core 5.7): there only mail counts. */
function isFirstAdmin(identity: Identity, firstAdmin: string | null): boolean {
  const named = firstAdmin?.toLowerCase();
  if (!named) return false;
  const login = identity.provider === "github" ? identity.login?.toLowerCase() : undefined;
  return login === named || identity.mail?.toLowerCase() === named;
}
