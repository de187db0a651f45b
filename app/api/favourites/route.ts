import * as z from "zod";
import { asActor } from "@/app/api/as-actor";
import { keepFavourite } from "@/lib/commands/keep-favourite";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { isSameOrigin } from "@/lib/http/same-origin";
import { favourites } from "@/lib/queries/favourites";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.object({
  kind: z.enum(["environment", "service"]),
  key: z
    .string()
    .min(1)
    .max(300)
    .refine((key) => !key.includes("\0")),
  keep: z.boolean(),
});

export const GET = asActor(async ({ actor }) =>
  Response.json(await favourites(actor, server()), { headers: NOT_KEPT }),
);

/** Keeps one, or no longer; answers with all that are kept now. */
export const POST = asActor(async ({ actor, request }) => {
  const parts = server();
  if (!isSameOrigin(request, parts.settings.web.url)) return refusal("other-origin");
  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success) return refusal("bad-input", "A favourite is { kind: environment or service, key, keep }.");
  const outcome = await keepFavourite(parts, actor.id, body.data);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json(await favourites(actor, parts), { headers: NOT_KEPT });
});
