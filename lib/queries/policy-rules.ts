import type { Database } from "@/lib/adapters/db/client";
import { policyInForce, resolvedEnvironments } from "@/lib/adapters/db/projection-store";
import type { ReadRules } from "@/lib/domain/policy-standing";

/** The rules in force with the text they were read from; null before the first. */
export async function policyRules(db: Database): Promise<{ rules: ReadRules; text: string } | null> {
  const [policy, environments] = await Promise.all([policyInForce(db), resolvedEnvironments(db)]);
  return policy && { rules: { pipeline: policy.pipeline, environments }, text: policy.text };
}
