import { asActor } from "@/app/api/as-actor";
import { found } from "@/lib/http/found";
import { applicationAsked } from "@/lib/http/inside-address";
import { outsideRefusal } from "@/lib/http/outside-refusal";
import { searched } from "@/lib/http/overview-filter";
import { environmentDiff } from "@/lib/queries/environment-diff";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, query, context }) => {
  const { environment } = await context.params;
  const answer = await environmentDiff(actor, server(), {
    environment,
    application: applicationAsked(query),
    resource: query.get("resource") || null,
    q: searched(query.get("q")),
  });
  if (!answer) return found(null);
  return answer.ok ? found(answer.value) : outsideRefusal(answer.failure, "the difference to Git");
});
