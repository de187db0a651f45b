import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { recordSignIn } from "@/lib/commands/record-sign-in";
import { currentPipeline, server } from "@/lib/server";
import type { Actor, ScreenActor } from "./actor";
import { mayBeHere } from "./admission";
import { authOptions, houseOf } from "./auth-options";
import { roleOf } from "./role-of";
import { PATH_HEADER, signInPath } from "./safe-path";
import { sessionIdentity } from "./session-identity";
import { showsToken, tokenActor } from "./token-actor";

/** The sign-in options of this process, for one request; what it does is put on record with where it came from. */
export function options(origin: { requestId: string; address: string | null }) {
  const { settings, ...deps } = server();
  return authOptions({
    settings,
    currentPipeline,
    record: (event, actor, pipeline) => recordSignIn(deps, { event, actor, pipeline, ...origin }),
  });
}

/**
 * Who asks, for route handlers; null when nobody is signed in or the policy no longer lets them in. A request that shows a
 * service token is that token's or nobody's.
 */
export async function actorOf(request: Request): Promise<Actor | null> {
  if (showsToken(request)) return tokenActor(request, server());
  const { settings } = server();
  const identity = await sessionIdentity(request.headers.get("cookie"), settings.web);
  return identity && mayBeHere(identity, houseOf(settings, await currentPipeline())) ? identity : null;
}

/** The person who asks, for pages; whoever may not be here is sent to sign in, and back afterwards. */
export async function requireScreenActor(): Promise<{ actor: Actor; screen: ScreenActor }> {
  const { settings } = server();
  const asked = await headers();
  const actor = await sessionIdentity(asked.get("cookie"), settings.web);
  if (!actor) return redirect(signInPath(asked.get(PATH_HEADER), null));
  const pipeline = await currentPipeline();
  if (!mayBeHere(actor, houseOf(settings, pipeline))) redirect(signInPath(asked.get(PATH_HEADER), "AccessDenied"));
  const login = actor.login ?? actor.mail ?? "";
  return { actor, screen: { name: actor.name, login, role: roleOf(actor, pipeline) } };
}
