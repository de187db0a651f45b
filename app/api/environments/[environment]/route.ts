import { asActor } from "@/app/api/as-actor";
import { found } from "@/lib/http/found";
import { environmentPage } from "@/lib/queries/environment";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ environment: string }> };

export const GET = asActor<Context>(async ({ actor, context }) => {
  const { environment: name } = await context.params;
  const { db, clock, settings } = server();
  return found(await environmentPage(actor, { db, now: clock.now(), demo: settings.demo }, name));
});
