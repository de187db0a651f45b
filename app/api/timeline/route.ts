import { asActor } from "@/app/api/as-actor";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { timelineFilter, timelineFilterProblem } from "@/lib/http/timeline-filter";
import { timeline } from "@/lib/queries/timeline";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = timelineFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const page = await timeline(actor, server(), { filter: timelineFilter(query), after: query.get("after") });
  if (!page) return refusal("bad-input", "after is where an earlier page said that the next one goes on.");
  return Response.json(page, { headers: NOT_KEPT });
});
