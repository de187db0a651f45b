import { actorOf } from "@/lib/auth/auth";
import { overviewFilter } from "@/lib/http/overview-filter";
import { refusal } from "@/lib/http/refusal";
import { overview } from "@/lib/queries/overview";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const actor = await actorOf(request);
  if (!actor) return refusal("signed-out");
  const { db, clock, settings } = server();
  const filter = overviewFilter(new URL(request.url).searchParams);
  const page = await overview(actor, { db, now: clock.now(), demo: settings.demo }, filter);
  return Response.json(page, { headers: { "Cache-Control": "no-store" } });
}
