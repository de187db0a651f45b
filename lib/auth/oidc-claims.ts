import * as z from "zod";
import type { Identity } from "@/lib/domain/policy";

const claimsShape = z.looseObject({
  sub: z.string().min(1),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
  email: z.string().nullish(),
  // AWS Cognito writes the word.
  email_verified: z.union([z.boolean(), z.stringbool()]).nullish(),
});
type Claims = z.infer<typeof claimsShape>;

/**
 * What an ID token says, whose signature, issuer, audience and nonce were checked before; `askUserinfo` is asked only
 * for what the token leaves out (OpenID Connect Core 5.4). Refuses an answer about somebody else (5.3.2).
 */
export async function allClaims(
  idToken: string,
  groupsClaim: string,
  askUserinfo: (() => Promise<unknown>) | null,
): Promise<Claims> {
  const payload = Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString();
  const claims = claimsShape.parse(JSON.parse(payload));
  if (askUserinfo === null || (claims.email && claims[groupsClaim] !== undefined)) return claims;
  const more = claimsShape.parse(await askUserinfo());
  if (more.sub !== claims.sub) throw new Error("The provider's userinfo is about somebody else");
  // An address and whether it is verified belong together: both from the token, or neither.
  const mail = claims.email ? { email: claims.email, email_verified: claims.email_verified } : {};
  return { ...more, ...claims, email: more.email, email_verified: more.email_verified, ...mail };
}

/** The person behind the claims; an address that the provider calls unverified does not count. */
export function oidcIdentity(claims: Claims, groupsClaim: string): Identity {
  const groups = claims[groupsClaim];
  return {
    id: `oidc:${claims.sub}`,
    name: claims.name || claims.preferred_username || claims.sub,
    login: claims.preferred_username ?? null,
    mail: claims.email_verified === false ? null : (claims.email ?? null),
    organisations: [],
    groups: Array.isArray(groups) ? groups.filter((group): group is string => typeof group === "string") : [],
    provider: "oidc",
  };
}
