import { asActor } from "@/app/api/as-actor";
import type { ManifestPage } from "@/lib/http/contracts/resources";
import { found } from "@/lib/http/found";
import { given } from "@/lib/http/given";
import { applicationAsked, RESOURCE_PROBLEM, resourceAsked } from "@/lib/http/inside-address";
import { outsideRefusal } from "@/lib/http/outside-refusal";
import { refusal } from "@/lib/http/refusal";
import { insideManifest } from "@/lib/queries/inside-manifest";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, query, context }) => {
  const resource = resourceAsked(query);
  if (!resource) return refusal("bad-input", RESOURCE_PROBLEM);
  const { environment } = await context.params;
  const asked = { environment, application: applicationAsked(query), resource };
  const answer = await insideManifest(actor, server(), asked);
  if (!answer) return found(null);
  if (!answer.ok) return outsideRefusal(answer.failure, "this manifest");
  return found({
    ...answer.value,
    live: given(answer.value.live, "the manifest in the cluster"),
    desired: given(answer.value.desired, "the manifest from Git"),
  } satisfies ManifestPage);
});
