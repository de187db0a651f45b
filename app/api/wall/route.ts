import { asActor } from "@/app/api/as-actor";
import { searched, searchProblem } from "@/lib/http/overview-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { wall } from "@/lib/queries/wall";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = searchProblem(query, "env");
  if (problem) return refusal("bad-input", problem);
  const { db, clock, settings, release } = server();
  const deps = { db, now: clock.now(), demo: settings.demo, release };
  return Response.json(await wall(actor, deps, searched(query.get("env"))), { headers: NOT_KEPT });
});
