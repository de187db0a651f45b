import { asActor } from "@/app/api/as-actor";
import { NOT_KEPT } from "@/lib/http/refusal";
import { home } from "@/lib/queries/home";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor }) => {
  const { db, clock, settings } = server();
  return Response.json(await home(actor, { db, now: clock.now(), demo: settings.demo }), { headers: NOT_KEPT });
});
