import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Config } from "@/lib/config";
import type { Identity } from "@/lib/domain/policy";

type OidcSettings = NonNullable<Config["signIn"]["oidc"]>;
type Claims = {
  sub: string;
  name?: string;
  preferred_username?: string;
  email?: string;
  email_verified?: boolean;
  [claim: string]: unknown;
};

/** Any OpenID Connect provider, with PKCE, state and nonce. */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Claims> {
  return {
    id: "oidc",
    name: settings.name,
    type: "oauth",
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    wellKnown: `${settings.issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile groups" } },
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    profile(claims) {
      const identity = oidcIdentity(claims, settings.groupsClaim);
      return { id: identity.id, name: identity.name, email: identity.mail, identity };
    },
  };
}

/** The person behind the claims; an address that the provider calls unverified does not count. */
export function oidcIdentity(claims: Claims, groupsClaim: string): Identity {
  const groups = claims[groupsClaim];
  return {
    id: `oidc:${claims.sub}`,
    name: claims.name ?? claims.preferred_username ?? claims.sub,
    login: claims.preferred_username ?? null,
    mail: claims.email_verified === false ? null : (claims.email ?? null),
    organisations: [],
    groups: Array.isArray(groups) ? groups.filter((group): group is string => typeof group === "string") : [],
    provider: "oidc",
  };
}
