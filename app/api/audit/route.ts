import { asActor } from "@/app/api/as-actor";
import { auditFilter, auditFilterProblem, recordNumber } from "@/lib/http/audit-filter";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { audit } from "@/lib/queries/audit";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = auditFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const input = { filter: auditFilter(query), before: recordNumber(query.get("before")) };
  return Response.json(await audit(actor, server(), input), { headers: NOT_KEPT });
});
