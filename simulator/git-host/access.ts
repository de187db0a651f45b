import type { IncomingMessage } from "node:http";
import { Refused } from "./answer";
import type { Permission, User, World } from "./world";

/** Who calls, and what that token may do. */
export type Access = { user: User; may: Permission; installation: boolean; scopes: string[] | null };

/** The caller by token (Bearer, token, or Basic's password); null without one; an unknown or ended one is refused. */
export function accessOf(world: World, request: IncomingMessage): Access | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return null;
  const grant = world.tokens.get(tokenIn(authorization) ?? "");
  const user = grant && world.users.find(({ login }) => login === grant.login);
  if (!grant || !user || (grant.endsAt !== null && grant.endsAt <= Date.now()))
    throw new Refused(401, "Bad credentials");
  return { user, may: grant.may, installation: grant.endsAt !== null, scopes: grant.scopes ?? null };
}

function tokenIn(authorization: string): string | null {
  const [, scheme = "", value = ""] = /^(\S+)\s+(.+)$/.exec(authorization) ?? [];
  switch (scheme.toLowerCase()) {
    case "bearer":
    case "token":
      return value;
    case "basic":
      return Buffer.from(value, "base64").toString("utf8").split(":").slice(1).join(":");
    default:
      return null;
  }
}

const RANK: Record<Permission, number> = { read: 1, write: 2, admin: 3 };

/** Refuses as GitHub does: a private repository is not there for strangers, a weak token is told so. */
export function demand(world: World, access: Access | null, wanted: Permission): void {
  if (access === null) {
    if (world.visibility === "private") throw new Refused(404, "Not Found");
    if (wanted !== "read") throw new Refused(401, "Requires authentication");
    return;
  }
  if (RANK[access.may] >= RANK[wanted]) return;
  const kind = access.installation ? "integration" : "personal access token";
  throw new Refused(403, `Resource not accessible by ${kind}`);
}

/** Whether the request comes from this machine under its own name, so not by a rebound name in somebody's browser. */
export function isLoopback(request: IncomingMessage): boolean {
  const remote = request.socket.remoteAddress ?? "";
  const name = (request.headers.host ?? "").replace(/:\d+$/, "");
  return /^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/.test(remote) && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(name);
}
