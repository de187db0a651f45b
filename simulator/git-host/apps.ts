import { createPublicKey, randomBytes, verify } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Answer, notFound, ok, Refused } from "./answer";
import { isObject } from "./input";
import { apiOf } from "./urls";
import { ownerBody } from "./users";
import type { App, World } from "./world";

const TOKEN_LIVES_MS = 3_600_000;
const JWT_LIVES_AT_MOST_S = 600;
const BEGINNING = "2026-01-01T00:00:00Z";
const PERMISSIONS = { contents: "read", metadata: "read" };

const undecodable = () => new Refused(401, "A JSON web token could not be decoded");

/** The App that signed the request's JWT, checked as GitHub checks it: key, issuer, life of at most ten minutes. */
export function appOf(world: World, request: IncomingMessage): App {
  const [, token = ""] = /^bearer (.+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const [head = "", claims = "", signature = "", ...more] = token.split(".");
  const read = [head, claims].map(partOf);
  const [header, payload] = read;
  if (more.length > 0 || !header || !payload || header.alg !== "RS256") throw undecodable();
  const app = world.app;
  if (!app || String(payload.iss) !== String(app.id)) throw new Refused(404, "Integration not found");
  const signed = Buffer.from(`${head}.${claims}`);
  if (!verify("RSA-SHA256", signed, createPublicKey(app.publicKey), Buffer.from(signature, "base64url")))
    throw undecodable();
  checkTimes(payload);
  return app;
}

function partOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function checkTimes({ exp, iat }: Readonly<Record<string, unknown>>): void {
  const now = Date.now() / 1_000;
  if (typeof exp !== "number" || exp <= now)
    throw new Refused(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (exp > now + JWT_LIVES_AT_MOST_S)
    throw new Refused(401, "'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== "number" || iat > now + 60)
    throw new Refused(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
}

export function appAnswer(world: World, app: App): Answer {
  return ok({
    id: app.id,
    slug: app.slug,
    node_id: `A_${app.id}`,
    client_id: `Iv1.${app.id}`,
    owner: ownerBody(world),
    name: app.slug,
    description: null,
    external_url: world.url,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: BEGINNING,
    updated_at: BEGINNING,
    permissions: PERMISSIONS,
    events: ["push"],
    installations_count: 1,
  });
}

export function installationAnswer(world: World, app: App, id = app.installationId): Answer {
  if (id !== app.installationId) throw notFound();
  const api = apiOf(world).replace(/\/repos\/.*$/, "");
  return ok({
    id,
    account: ownerBody(world),
    repository_selection: "selected",
    access_tokens_url: `${api}/app/installations/${id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${world.url}/organizations/${world.owner}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: 1,
    target_type: "Organization",
    permissions: PERMISSIONS,
    events: ["push"],
    created_at: BEGINNING,
    updated_at: BEGINNING,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  });
}

/** A token for an hour that may read the repository and no more. */
export function installationToken(world: World, app: App, id: number): Answer {
  if (id !== app.installationId) throw notFound();
  const token = `ghs_${randomBytes(18).toString("hex")}`;
  const endsAt = Date.now() + TOKEN_LIVES_MS;
  world.tokens.set(token, { login: app.login, may: "read", endsAt });
  const expires = new Date(endsAt).toISOString().replace(/\.\d+Z/, "Z");
  return {
    status: 201,
    body: { token, expires_at: expires, permissions: PERMISSIONS, repository_selection: "selected" },
  };
}
