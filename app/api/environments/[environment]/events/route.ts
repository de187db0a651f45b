import { asActor } from "@/app/api/as-actor";
import type { EventsPage } from "@/lib/http/contracts/events";
import { found } from "@/lib/http/found";
import { applicationAsked, RESOURCE_PROBLEM, resourceAsked } from "@/lib/http/inside-address";
import { outsideWords } from "@/lib/http/outside-refusal";
import { refusal } from "@/lib/http/refusal";
import { environmentEvents } from "@/lib/queries/environment-events";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, query, context }) => {
  const resource = resourceAsked(query);
  if (query.has("resource") && !resource) return refusal("bad-input", RESOURCE_PROBLEM);
  const { environment } = await context.params;
  const answer = await environmentEvents(actor, server(), {
    environment,
    application: applicationAsked(query),
    resource,
  });
  if (!answer) return found(null);
  const { failure, ...cluster } = answer.cluster;
  const problem = failure && outsideWords(failure, resource ? "this resource's events" : "the cluster's events");
  return found({ ...answer, cluster: { ...cluster, problem } } satisfies EventsPage);
});
