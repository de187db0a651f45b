import * as z from "zod";
import { asWriter } from "@/app/api/as-writer";
import { advanceDemoClock } from "@/lib/commands/advance-demo-clock";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.object({ advanceTo: z.iso.datetime() });
const expects = "advanceTo must be a time, such as 2026-11-24T14:00:00Z.";

/** The demo bar's jump. Outside demo mode there is no such route. */
export const POST = asWriter({ shape: Body, expects }, async ({ asking, body }) => {
  if (asking.actor.provider === "token")
    return refusal("not-allowed", "A service token does not move the demo's clock.");
  const { clock, audit, demoClocks } = server();
  if (!demoClocks) return refusal("not-found");
  const asked = { ...asking, to: new Date(body.advanceTo) };
  const outcome = await advanceDemoClock({ clock, clocks: demoClocks, audit }, asked);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json({ now: outcome.now.toISOString() }, { headers: NOT_KEPT });
});
