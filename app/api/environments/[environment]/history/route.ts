import { asActor } from "@/app/api/as-actor";
import { found } from "@/lib/http/found";
import { historyFilter, historyFilterProblem } from "@/lib/http/history-filter";
import { refusal } from "@/lib/http/refusal";
import { environmentHistory } from "@/lib/queries/environment-history";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, query, context }) => {
  const problem = historyFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const { environment: name } = await context.params;
  return found(await environmentHistory(actor, server(), { name, filter: historyFilter(query) }));
});
