import { asActor } from "@/app/api/as-actor";
import { found } from "@/lib/http/found";
import { applicationAsked } from "@/lib/http/inside-address";
import { outsideRefusal } from "@/lib/http/outside-refusal";
import { unlessHeld } from "@/lib/http/unless-held";
import { insideTree } from "@/lib/queries/inside-tree";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, request, query, context }) => {
  const { environment } = await context.params;
  const answer = await insideTree(actor, server(), { environment, application: applicationAsked(query) });
  if (!answer) return found(null);
  if (!answer.ok) return outsideRefusal(answer.failure, "the resources");
  const { at, ...page } = answer.value;
  return unlessHeld(request, page, { at });
});
