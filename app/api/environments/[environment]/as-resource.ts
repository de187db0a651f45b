import { asActor } from "@/app/api/as-actor";
import type { Actor } from "@/lib/auth/actor";
import { found } from "@/lib/http/found";
import { applicationAsked, RESOURCE_PROBLEM, resourceAsked } from "@/lib/http/inside-address";
import { outsideRefusal } from "@/lib/http/outside-refusal";
import { refusal } from "@/lib/http/refusal";
import type { AskedResource } from "@/lib/queries/inside-resource";
import type { InsideDeps } from "@/lib/queries/inside-tree";
import { server } from "@/lib/server";

type Context = { params: Promise<{ environment: string }> };
type Answer<T> = { ok: true; value: T } | { ok: false; failure: Parameters<typeof outsideRefusal>[0] };
type Read<T> = (actor: Actor, deps: InsideDeps, asked: AskedResource) => Promise<Answer<T> | null>;

/** A route about the one resource that its address names; `what` stands in the sentence when Argo CD cannot give it. */
export function asResource<T>(what: string, read: Read<T>, page: (value: T) => object) {
  return asActor<Context>(async ({ actor, query, context }) => {
    const resource = resourceAsked(query);
    if (!resource) return refusal("bad-input", RESOURCE_PROBLEM);
    const { environment } = await context.params;
    const answer = await read(actor, server(), { environment, application: applicationAsked(query), resource });
    if (!answer) return found(null);
    return answer.ok ? found(page(answer.value)) : outsideRefusal(answer.failure, what);
  });
}
