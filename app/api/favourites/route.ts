import * as z from "zod";
import { asActor } from "@/app/api/as-actor";
import { asWriter } from "@/app/api/as-writer";
import { keepFavourite } from "@/lib/commands/keep-favourite";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
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

const expects = "A favourite is { kind: environment or service, key, keep }.";

/** Keeps one, or no longer; answers with all that are kept now. */
export const POST = asWriter({ shape: Body, expects }, async ({ asking, body }) => {
  if (asking.actor.provider === "token") return refusal("not-allowed", "A service token keeps no favourites.");
  const parts = server();
  const outcome = await keepFavourite(parts, asking, body);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json(await favourites(asking.actor, parts), { headers: NOT_KEPT });
});
