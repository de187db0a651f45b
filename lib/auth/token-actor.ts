import type { Clock, ServiceTokens } from "@/lib/ports";
import type { Actor } from "./actor";
import { requestAddress } from "./request-address";
import { hashOf, TOKEN_PREFIX } from "./token-secret";

/** Longer than any secret of ours: more is not even hashed. */
const MOST = 200;

/** Whether a request shows a token, a wrong one too: then its cookies say nothing of who asks. Basic is a proxy's matter. */
export function showsToken(request: Request): boolean {
  return /^Bearer(\s|$)/i.test(request.headers.get("authorization") ?? "");
}

/** The service token that a request shows; null when it is wrong, expired or revoked. Found by its hash, never by itself. */
export async function tokenActor(
  request: Request,
  { serviceTokens, realClock }: { serviceTokens: ServiceTokens; realClock: Clock },
): Promise<Actor | null> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!secret?.startsWith(TOKEN_PREFIX) || secret.length > MOST) return null;
  const now = realClock.now();
  const token = await serviceTokens.living(hashOf(secret), now);
  if (!token) return null;
  await serviceTokens.used(token, now, requestAddress(request));
  const nothing = { login: null, mail: null, organisations: [], groups: [] };
  return { id: `token:${token.id}`, name: token.name, ...nothing, provider: "token", scope: token.scope };
}
