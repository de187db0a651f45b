import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Config } from "@/lib/config";
import type { Identity } from "@/lib/domain/policy";
import { allClaims, oidcIdentity } from "./oidc-claims";

const TIMEOUT_MS = 10_000;

type Profile = { sub: string; identity: Identity };
type OidcSettings = NonNullable<Config["signIn"]["oidc"]>;

/** Any OpenID Connect provider, with PKCE, state and nonce. */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Profile> {
  return {
    id: "oidc",
    name: settings.name,
    type: "oauth",
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    wellKnown: `${settings.issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: settings.scope } },
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: {
      // Without an exchanged token nobody is signed in, whatever else was answered.
      async request({ tokens, client }) {
        const { id_token, access_token } = tokens;
        if (!id_token || !access_token) throw new Error("The provider returned no token");
        const hasUserinfo = client.issuer.metadata.userinfo_endpoint !== undefined;
        const askUserinfo = hasUserinfo ? () => client.userinfo(access_token) : null;
        const claims = await allClaims(id_token, settings.groupsClaim, askUserinfo);
        return { sub: claims.sub, identity: oidcIdentity(claims, settings.groupsClaim) };
      },
    },
    profile: ({ identity }) => ({ id: identity.id, name: identity.name, email: identity.mail, identity }),
  };
}
