import { actorOf } from "@/lib/auth/auth";
import { pageNumber } from "@/lib/http/overview-filter";
import { refusal } from "@/lib/http/refusal";
import { environmentPage } from "@/lib/queries/environment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ environment: string }> },
): Promise<Response> {
  const actor = await actorOf(request);
  if (!actor) return refusal("signed-out");
  const { environment: name } = await params;
  const { db, clock, settings } = server();
  const page = pageNumber(new URL(request.url).searchParams.get("page"));
  const found = await environmentPage(actor, { db, now: clock.now(), demo: settings.demo }, { name, page });
  return found ? Response.json(found, { headers: { "Cache-Control": "no-store" } }) : refusal("not-found");
}
