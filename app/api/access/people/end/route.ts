import * as z from "zod";
import { asWriter } from "@/app/api/as-writer";
import { endSessionsOf } from "@/lib/commands/end-sessions";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.object({ person: z.string().min(1).max(500), reason: z.string().max(500) });
const expects = "Sessions are ended by { person: their id, reason: at most 500 characters }.";

/** Ends every open session of a person, for who may administer. */
export const POST = asWriter({ shape: Body, expects }, async ({ asking, body }) => {
  const outcome = await endSessionsOf(server(), { ...asking, ...body });
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json({ ended: outcome.ended }, { headers: NOT_KEPT });
});
