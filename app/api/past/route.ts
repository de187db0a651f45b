import { asActor } from "@/app/api/as-actor";
import { pastFilter, pastFilterProblem } from "@/lib/http/past-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { pastMoment } from "@/lib/queries/past-moment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = pastFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const { db, clock } = server();
  return Response.json(await pastMoment(actor, { db, now: clock.now() }, pastFilter(query)), { headers: NOT_KEPT });
});
