import * as z from "zod";
import { policyDeps } from "@/app/api/access/policy/policy-deps";
import { asActor } from "@/app/api/as-actor";
import { asWriter } from "@/app/api/as-writer";
import { decidePolicy } from "@/lib/commands/decide-policy";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { accessPolicy } from "@/lib/queries/access-policy";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.object({
  decision: z.enum(["approve", "reject"]),
  seal: z.string().max(100),
  comment: z
    .string()
    .max(2_000)
    .refine((text) => !text.includes("\0")),
});

export const GET = asActor(async ({ actor }) =>
  Response.json(await accessPolicy(actor, await policyDeps()), { headers: NOT_KEPT }),
);

const expects = "A decision is { decision: approve or reject, seal, comment of at most 2,000 characters }.";

/** Approves or rejects what waits; answers with the page as it is then. */
export const POST = asWriter({ shape: Body, expects }, async ({ asking, body }) => {
  const outcome = await decidePolicy(server(), { ...asking, ...body });
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json(await accessPolicy(asking.actor, await policyDeps()), { headers: NOT_KEPT });
});
