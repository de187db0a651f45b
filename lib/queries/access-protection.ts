import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { type GitProtection, gitProtection } from "@/lib/domain/git-protection";
import { seesWhole } from "./access-policy";
import { policyRules } from "./policy-rules";

export type ProtectionAnswer = { ok: true; files: GitProtection } | { ok: false; reason: string };

/** The Git host's protection that fits the policy in force, for who may see every environment: it names some. */
export async function protection(actor: Actor, { db }: { db: Database }): Promise<ProtectionAnswer> {
  const inForce = await policyRules(db);
  if (!inForce)
    return { ok: false, reason: "No policy is in force yet. Once one is, its protection is written out here." };
  if (!seesWhole(actor, inForce.rules.pipeline))
    return { ok: false, reason: "This is shown to those who may see every environment: it names some of them." };
  return { ok: true, files: gitProtection(inForce.rules.pipeline) };
}
