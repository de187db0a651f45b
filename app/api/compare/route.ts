import { asActor } from "@/app/api/as-actor";
import { compareFilter, compareProblem } from "@/lib/http/compare-filter";
import { found } from "@/lib/http/found";
import { refusal } from "@/lib/http/refusal";
import { comparison } from "@/lib/queries/comparison";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

export const GET = asActor(async ({ actor, query }) => {
  const problem = compareProblem(query);
  if (problem) return refusal("bad-input", problem);
  return found(await comparison(actor, server(), compareFilter(query)));
});
