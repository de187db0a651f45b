import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ApiError } from "./errors";
import { ACCOUNTS, type Caller } from "./rbac";
import type { Simulation } from "./simulation";
import { wholeSeconds } from "./world";

export interface ConfiguredToken {
  token: string;
  account: string;
}

const JWT_SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SESSION_SECONDS = 86_400;

function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function presented(request: IncomingMessage): string | undefined {
  const metadata = request.headers["grpc-metadata-token"];
  if (typeof metadata === "string" && metadata) return metadata;
  const bearer = request.headers.authorization?.match(/^Bearer (.+)$/i)?.[1];
  if (bearer) return bearer;
  return request.headers.cookie?.match(/(?:^|; )argocd\.token=([^;]+)/)?.[1];
}

/** Tokens: the configured ones, and those that sessions and accounts have issued (kept with the world). */
export class Accounts {
  #configured: ConfiguredToken[];
  #simulation: Simulation;

  constructor(simulation: Simulation, configured: ConfiguredToken[]) {
    this.#simulation = simulation;
    this.#configured = configured;
  }

  /** Who asks; undefined without a usable token. Throws when a token looks right and is not. */
  identify(request: IncomingMessage): Caller | undefined {
    const token = presented(request);
    if (token === undefined) return undefined;
    const { world } = this.#simulation;
    const configured = this.#configured.find((known) => equal(known.token, token));
    if (configured) return { account: configured.account, issuedAt: world.createdAt };
    const issued = world.tokens.find((known) => equal(known.token, token));
    if (!issued) {
      if (!JWT_SHAPE.test(token)) return undefined;
      throw new ApiError("unauthenticated", "invalid session: token signature is invalid: signature is invalid");
    }
    if (issued.expiresAt && Date.parse(issued.expiresAt) <= Date.now()) {
      throw new ApiError("unauthenticated", "invalid session: token has invalid claims: token is expired");
    }
    return { account: issued.account, issuedAt: issued.issuedAt };
  }

  require(request: IncomingMessage): Caller {
    const caller = this.identify(request);
    if (!caller) throw new ApiError("unauthenticated", "no session information");
    return caller;
  }

  /** A session for a name and password. The password of an account is any of its configured tokens. */
  login(username: string, password: string): string {
    if (!username || !password) throw new ApiError("unauthenticated", "no credentials supplied");
    if (username.length > 32) throw new ApiError("invalid", "Username is longer than 32 characters");
    const known = this.#configured.some(
      (candidate) => candidate.account === username && equal(candidate.token, password),
    );
    if (!known) throw new ApiError("unauthenticated", "Invalid username or password");
    return this.issue(username, SESSION_SECONDS, `session-${randomBytes(4).toString("hex")}`);
  }

  issue(account: string, seconds: number, id: string): string {
    if (!ACCOUNTS.includes(account)) throw new ApiError("notFound", `account '${account}' does not exist`);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const now = Date.now();
    const body = `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: "argocd", sub: account, jti: id, iat: Math.floor(now / 1000) })}`;
    const token = `${body}.${createHmac("sha256", randomBytes(32)).update(body).digest("base64url")}`;
    const expiresAt = seconds > 0 ? { expiresAt: new Date(now + seconds * 1000).toISOString() } : {};
    const issued = { token, account, id, issuedAt: wholeSeconds(now), ...expiresAt };
    this.#simulation.amend((world) => ({ ...world, tokens: [...world.tokens, issued] }));
    return token;
  }

  revoke(account: string, id: string): void {
    this.#simulation.amend((world) => ({
      ...world,
      tokens: world.tokens.filter((token) => token.account !== account || token.id !== id),
    }));
  }

  describe(account: string): object {
    const tokens = this.#simulation.world.tokens.filter(
      (token) => token.account === account && !token.id.startsWith("session-"),
    );
    const listed = tokens.map(({ id, issuedAt, expiresAt }) => ({
      id,
      issuedAt: Date.parse(issuedAt) / 1000,
      ...(expiresAt ? { expiresAt: Math.floor(Date.parse(expiresAt) / 1000) } : {}),
    }));
    const capabilities = account === "admin" ? ["login"] : ["apiKey", "login"];
    return { name: account, enabled: true, capabilities, ...(listed.length > 0 ? { tokens: listed } : {}) };
  }
}
