import type { Actor } from "@/lib/auth/actor";
import { actorOf } from "@/lib/auth/auth";
import { guarded } from "@/lib/http/guarded";
import { refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

type Asked<Context> = { actor: Actor; request: Request; query: URLSearchParams; context: Context };

/** A route that only somebody who is signed in and may be here gets an answer from. */
export function asActor<Context>(work: (asked: Asked<Context>) => Promise<Response>) {
  return (request: Request, context: Context): Promise<Response> =>
    guarded(server(), request, async () => {
      const actor = await actorOf(request);
      if (!actor) return refusal("signed-out");
      return work({ actor, request, query: new URL(request.url).searchParams, context });
    });
}
