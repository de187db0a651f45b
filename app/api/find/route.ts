import { asActor } from "@/app/api/as-actor";
import { searched, searchProblem } from "@/lib/http/overview-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { find } from "@/lib/queries/find";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = searchProblem(query);
  if (problem) return refusal("bad-input", problem);
  return Response.json(await find(actor, server(), searched(query.get("q"))), { headers: NOT_KEPT });
});
