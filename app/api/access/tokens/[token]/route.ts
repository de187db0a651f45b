import * as z from "zod";
import { asWriter } from "@/app/api/as-writer";
import { revokeServiceToken } from "@/lib/commands/revoke-service-token";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.object({
  revoke: z.literal(true),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((reason) => !reason.includes("\0")),
});
const expects = "A revocation is { revoke: true, reason: why, at most 500 characters }.";
type Context = { params: Promise<{ token: string }> };

/** Revokes a token; it is refused from the next request on. */
export const POST = asWriter<z.infer<typeof Body>, Context>(
  { shape: Body, expects },
  async ({ asking, body, context }) => {
    const { token } = await context.params;
    if (!z.uuid().safeParse(token).success) return refusal("not-found", "There is no such token.");
    const outcome = await revokeServiceToken(server(), asking, { id: token, reason: body.reason });
    return outcome.ok
      ? Response.json({ revoked: true }, { headers: NOT_KEPT })
      : refusal(outcome.refusal, outcome.message);
  },
);
