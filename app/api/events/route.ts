import { asActor } from "@/app/api/as-actor";
import { actorOf } from "@/lib/auth/auth";
import { sightFor } from "@/lib/domain/sight";
import { eventResponse } from "@/lib/http/event-response";
import { refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** Changes as they happen; Last-Event-ID, else `after`, says what the page already holds. */
export const GET = asActor(async ({ actor, request, query }) => {
  const said = request.headers.get("last-event-id") ?? query.get("after");
  const after = eventId(said);
  if (said !== null && after === null)
    return refusal("bad-input", "after is the id of the last event that the page holds: a whole number.");
  const { live, log } = server();
  return eventResponse({
    signal: request.signal,
    join: (viewer) => live.subscribe(after, viewer, sightFor(actor)),
    stillMay: async (viewer) => {
      const now = await actorOf(request);
      if (now) live.look(viewer, sightFor(now));
      return now !== null;
    },
    onSlow: () => log.warn("a page did not take its events and was dropped", { actor: actor.id }),
  });
});

function eventId(text: string | null): bigint | null {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
