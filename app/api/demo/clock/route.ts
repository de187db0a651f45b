import * as z from "zod";
import { asActor } from "@/app/api/as-actor";
import { originOf } from "@/app/api/request-origin";
import { advanceDemoClock } from "@/lib/commands/advance-demo-clock";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { isSameOrigin } from "@/lib/http/same-origin";
import { currentPipeline, server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.object({ advanceTo: z.iso.datetime() });

/** The demo bar's jump. Outside demo mode there is no such route. */
export const POST = asActor(async ({ actor, request }) => {
  const { settings, clock, audit, demoClocks } = server();
  if (!demoClocks) return refusal("not-found");
  if (!isSameOrigin(request, settings.web.url)) return refusal("other-origin");
  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success) return refusal("bad-input", "advanceTo must be a time, such as 2026-11-24T14:00:00Z.");
  const asked = { actor, pipeline: await currentPipeline(), to: new Date(body.data.advanceTo), ...originOf(request) };
  const outcome = await advanceDemoClock({ clock, clocks: demoClocks, audit }, asked);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json({ now: outcome.now.toISOString() }, { headers: NOT_KEPT });
});
