import { asActor } from "@/app/api/as-actor";
import { found } from "@/lib/http/found";
import { environmentResources } from "@/lib/queries/environment-resources";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, context }) => {
  const { environment } = await context.params;
  return found(await environmentResources(actor, server(), environment));
});
