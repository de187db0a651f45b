import { asActor } from "@/app/api/as-actor";
import { pageNumber, pageProblem } from "@/lib/http/overview-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { environmentPage } from "@/lib/queries/environment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, query, context }) => {
  const problem = pageProblem(query);
  if (problem) return refusal("bad-input", problem);
  const { environment: name } = await context.params;
  const { db, clock, settings } = server();
  const input = { name, page: pageNumber(query.get("page")) };
  const found = await environmentPage(actor, { db, now: clock.now(), demo: settings.demo }, input);
  return found
    ? Response.json(found, { headers: NOT_KEPT })
    : refusal("not-found", "There is no environment of that name, or you may not see it.");
});
