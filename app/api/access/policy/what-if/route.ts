import * as z from "zod";
import { asWriter } from "@/app/api/as-writer";
import { tryPolicy } from "@/lib/commands/try-policy";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { seesWhole } from "@/lib/queries/access-policy";
import { policyRules } from "@/lib/queries/policy-rules";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const Body = z.union([
  z.object({ text: z.string().min(1) }),
  z.object({ branch: z.string().regex(/^(?!.*\.\.)(?![/.-])[\w./#@+-]{1,200}$/) }),
]);

const expects = "Give { text } with a policy, or { branch } with a branch's name.";

/** What would change if an edited policy were merged. Nothing is kept of it. */
export const POST = asWriter({ shape: Body, expects }, async ({ asking, body }) => {
  const { db, git, readPolicy, settings } = server();
  const inForce = await policyRules(db);
  if (!inForce) return refusal("not-found", "No policy is in force that it could be compared with.");
  if (!seesWhole(asking.actor, inForce.rules.pipeline))
    return refusal("not-allowed", "Only who may see every environment can try a policy out.");
  const deps = { git, readPolicy, file: settings.pipelinePath, mainBranch: settings.git.branch };
  const outcome = await tryPolicy(deps, inForce, body);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json(outcome.value, { headers: NOT_KEPT });
});
