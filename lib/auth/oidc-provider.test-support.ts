import Provider from "oidc-provider";
import { formOf, listening, type Running } from "./http.test-support";

export const CLIENT = { id: "slipway", secret: "slipway-secret-slipway-secret" };

const PEOPLE: Readonly<Record<string, Record<string, unknown>>> = {
  rita: { name: "Rita Ley", email: "rita@linq.example", email_verified: true, groups: ["platform", "developers"] },
  omar: { name: "Omar Vik", email: "omar@linq.example", email_verified: true, groups: ["developers"] },
  eve: { name: "Eve", email: "eve@evil.example", email_verified: true, groups: ["platform"] },
};

/** The published provider (oidc-provider), as companies run one: PKCE demanded, groups in the ID token, a page that asks. */
export function realProvider(redirectUris: string[]): Promise<Running> {
  return listening((issuer) => {
    const provider = providerFor(issuer, redirectUris);
    const answer = provider.callback();
    return async (request, response, url) => {
      if (!url.pathname.startsWith("/interaction/")) return void answer(request, response);
      const { params } = await provider.interactionDetails(request, response);
      if (request.method === "GET") return void response.end("<form method=post><input name=login></form>");
      const { login = "" } = await formOf(request);
      if (!PEOPLE[login]) return void response.writeHead(401).end();
      const grant = new provider.Grant({ accountId: login, clientId: String(params.client_id) });
      grant.addOIDCScope(String(params.scope));
      const consent = { grantId: await grant.save() };
      await provider.interactionFinished(request, response, { login: { accountId: login }, consent });
    };
  });
}

function providerFor(issuer: string, redirect_uris: string[]): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris,
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    scopes: ["openid", "email", "profile", "groups"],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ["of-this-test"] },
    pkce: { required: () => true },
    ttl: { AccessToken: 300, IdToken: 300, Session: 300, Interaction: 300, Grant: 300 },
  });
}
