import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { formOf, json, listening, type Running, redirectTo } from "./http.test-support";

const CLIENT = { id: "slipway", secret: "oidc-secret" };

/** What this provider does next, and whom it signs in. */
export type ProviderBehaviour = {
  claims: Record<string, unknown>;
  userinfo: Record<string, unknown> | null;
  /** Signs with a key that it does not publish. */
  foreignKey: boolean;
  /** Replays an ID token that was made for another sign-in. */
  otherNonce: boolean;
  expired: boolean;
  audience: string;
};

type Grant = { nonce: string; challenge: string; redirect: string };

/** An OpenID provider on loopback that checks what Slipway sends: client, redirect, PKCE. */
export async function openIdProvider(): Promise<Running & { behaviour: ProviderBehaviour; client: typeof CLIENT }> {
  const [own, foreign] = [newKey(), newKey()];
  const grants = new Map<string, Grant>();
  const behaviour = honest();
  const running = await listening((issuer) => async (request, response, url) => {
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(response, 200, discovery(issuer, behaviour.userinfo !== null));
      case "/jwks":
        return json(response, 200, { keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "k", use: "sig" }] });
      case "/authorize": {
        const query = url.searchParams;
        const redirect = new URL(query.get("redirect_uri") ?? "");
        const code = randomUUID();
        if (query.get("code_challenge_method") !== "S256") return json(response, 400, { error: "no PKCE" });
        grants.set(code, {
          nonce: query.get("nonce") ?? "",
          challenge: query.get("code_challenge") ?? "",
          redirect: redirect.toString(),
        });
        redirect.searchParams.set("code", code);
        redirect.searchParams.set("state", query.get("state") ?? "");
        return redirectTo(response, redirect);
      }
      case "/token": {
        const form = await formOf(request);
        const grant = grants.get(form.code ?? "");
        grants.delete(form.code ?? "");
        if (!isClient(request)) return json(response, 401, { error: "invalid_client" });
        if (!grant || !fits(grant, form)) return json(response, 400, { error: "invalid_grant" });
        const id_token = idToken(issuer, grant, behaviour, behaviour.foreignKey ? foreign.privateKey : own.privateKey);
        return json(response, 200, { access_token: "access", token_type: "Bearer", id_token });
      }
      case "/userinfo":
        if (request.headers.authorization !== "Bearer access") return json(response, 401, {});
        return json(response, 200, behaviour.userinfo);
      default:
        return json(response, 404, {});
    }
  });
  return { ...running, behaviour, client: CLIENT };
}

export function honest(): ProviderBehaviour {
  return {
    claims: { sub: "7", name: "Ada Brandt", email: "ada@linq.example", groups: ["platform"] },
    userinfo: null,
    foreignKey: false,
    otherNonce: false,
    expired: false,
    audience: CLIENT.id,
  };
}

function newKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function discovery(issuer: string, hasUserinfo: boolean) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    ...(hasUserinfo ? { userinfo_endpoint: `${issuer}/userinfo` } : {}),
  };
}

function isClient(request: IncomingMessage): boolean {
  return request.headers.authorization === `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString("base64")}`;
}

function fits(grant: Grant, form: Record<string, string>): boolean {
  const challenge = createHash("sha256")
    .update(form.code_verifier ?? "")
    .digest("base64url");
  return challenge === grant.challenge && form.redirect_uri === grant.redirect;
}

function idToken(issuer: string, grant: Grant, behaviour: ProviderBehaviour, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: issuer,
    aud: behaviour.audience,
    iat: behaviour.expired ? now - 7_200 : now,
    exp: behaviour.expired ? now - 3_600 : now + 300,
    nonce: behaviour.otherNonce ? "another" : grant.nonce,
    ...behaviour.claims,
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", kid: "k" })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}
