import type { Action } from "@/lib/domain/pipeline";
import { can } from "@/lib/domain/policy";
import type { AuditLog, Clock } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";

export type NotAllowed = { ok: false; refusal: "not-allowed"; message: string };

/** What is asked to be done: `environment` null is Slipway as a whole, `own` what one would decide on oneself. */
export type Deed = { action: Action; environment: string | null; subject: string; own?: boolean };

/**
 * Null when the policy lets the actor do it; else the refusal, which is on record when it is told. A command asks this
 * before anything else, with the thing in hand.
 */
export async function permitted(
  { audit, clock }: { audit: AuditLog; clock: Clock },
  asking: Asking,
  { action, environment, subject, own = false }: Deed,
): Promise<NotAllowed | null> {
  const answer = asking.actor
    ? can(asking.actor, asking.pipeline, action, environment, { own })
    : { allowed: false as const, reason: "Nobody is signed in." };
  if (answer.allowed) return null;
  const context = auditContext(asking, clock.now());
  await audit.append([
    {
      ...context,
      kind: "access-refused",
      details: { action },
      outcome: "refused",
      environment,
      subject,
      reason: answer.reason,
    },
  ]);
  return { ok: false, refusal: "not-allowed", message: answer.reason };
}
