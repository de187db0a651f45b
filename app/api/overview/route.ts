import { asActor } from "@/app/api/as-actor";
import { overviewFilter, overviewFilterProblem } from "@/lib/http/overview-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { overview } from "@/lib/queries/overview";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = overviewFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const { db, clock, settings } = server();
  const page = await overview(
    actor,
    { db, now: clock.now(), demo: settings.demo, branch: settings.git.branch },
    overviewFilter(query),
  );
  return Response.json(page, { headers: NOT_KEPT });
});
