import { asActor } from "@/app/api/as-actor";
import { sessionOfRequest } from "@/lib/auth/auth";
import { peopleFilter, peopleFilterProblem } from "@/lib/http/people-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { people } from "@/lib/queries/people";
import { peopleDeps } from "@/lib/queries/people-deps";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, request, query }) => {
  const problem = peopleFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const input = { filter: peopleFilter(query), session: await sessionOfRequest(request) };
  return Response.json(await people(actor, peopleDeps(), input), { headers: NOT_KEPT });
});
