import * as z from "zod";
import { asWriter } from "@/app/api/as-writer";
import { sessionOfRequest } from "@/lib/auth/auth";
import { endOwnSessions } from "@/lib/commands/end-sessions";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const expects = "Ending one's own other sessions takes an empty object.";

/** Ends the asker's other sessions. */
export const POST = asWriter({ shape: z.object({}), expects }, async ({ asking, request }) => {
  const session = await sessionOfRequest(request);
  if (session === null) return refusal("signed-out");
  const outcome = await endOwnSessions(server(), { ...asking, session });
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json({ ended: outcome.ended }, { headers: NOT_KEPT });
});
