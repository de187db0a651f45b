import { asActor } from "@/app/api/as-actor";
import { found } from "@/lib/http/found";
import { pageNumber, pageProblem, searched } from "@/lib/http/overview-filter";
import { refusal } from "@/lib/http/refusal";
import { environmentApplications } from "@/lib/queries/environment-applications";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, query, context }) => {
  const problem = pageProblem(query);
  if (problem) return refusal("bad-input", problem);
  const { environment: name } = await context.params;
  const asked = { page: pageNumber(query.get("page")), q: searched(query.get("q")) };
  return found(await environmentApplications(actor, server(), { name, ...asked }));
});
