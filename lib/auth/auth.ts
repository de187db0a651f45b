import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { beginSession } from "@/lib/commands/begin-session";
import { leave } from "@/lib/commands/end-sessions";
import { recordRefusal } from "@/lib/commands/record-sign-in";
import { currentPipeline, server } from "@/lib/server";
import type { Actor, ScreenActor } from "./actor";
import { mayBeHere } from "./admission";
import { authOptions, houseOf } from "./auth-options";
import { roleOf } from "./role-of";
import { PATH_HEADER, signInPath } from "./safe-path";
import { sessionIn } from "./session-cookie";
import { showsToken, tokenActor } from "./token-actor";

type Origin = { requestId: string; address: string | null; browser: string };

/** The sign-in options of this process, for one request; what it does is put on record with where it came from. */
export function options({ browser, ...origin }: Origin) {
  const { settings, ...deps } = server();
  return authOptions({
    settings,
    currentPipeline,
    sessions: {
      begin: (identity, pipeline) => beginSession(deps, { identity, pipeline, browser, ...origin }),
      refuse: (refused, pipeline) => recordRefusal(deps, { ...refused, pipeline, ...origin }),
      async leave(session) {
        const actor = await personOf(session);
        if (actor) await leave(deps, { session, actor, pipeline: await currentPipeline(), ...origin });
      },
    },
  });
}

/**
 * Who asks, for route handlers; null when nobody is signed in or the policy no longer lets them in. A request that shows a
 * service token is that token's or nobody's.
 */
export async function actorOf(request: Request): Promise<Actor | null> {
  if (showsToken(request)) return tokenActor(request, server());
  const asked = await openSessionOf(request.headers.get("cookie"));
  return asked && (await mayStay(asked.actor)) ? asked.actor : null;
}

/** The open session that a request comes with; null when there is none. */
export async function sessionOfRequest(request: Request): Promise<string | null> {
  if (showsToken(request)) return null;
  return (await openSessionOf(request.headers.get("cookie")))?.session ?? null;
}

/** The person who asks, for pages; whoever may not be here is sent to sign in, and back afterwards. */
export async function requireScreenActor(): Promise<{ actor: Actor; screen: ScreenActor; session: string }> {
  const { settings } = server();
  const asked = await headers();
  const open = await openSessionOf(asked.get("cookie"));
  if (!open) return redirect(signInPath(asked.get(PATH_HEADER), null));
  const { actor, session } = open;
  const pipeline = await currentPipeline();
  if (!mayBeHere(actor, houseOf(settings, pipeline))) redirect(signInPath(asked.get(PATH_HEADER), "AccessDenied"));
  const login = actor.login ?? actor.mail ?? "";
  return { actor, screen: { name: actor.name, login, role: roleOf(actor, pipeline) }, session };
}

async function openSessionOf(cookie: string | null): Promise<{ actor: Actor; session: string } | null> {
  const session = await sessionIn(cookie, server().settings.web);
  const actor = session === null ? null : await personOf(session);
  return session !== null && actor ? { actor, session } : null;
}

function personOf(session: string): Promise<Actor | null> {
  const { people, clock, realClock } = server();
  return people.find(session, { at: clock.now(), real: realClock.now() });
}

async function mayStay(actor: Actor): Promise<boolean> {
  return mayBeHere(actor, houseOf(server().settings, await currentPipeline()));
}
