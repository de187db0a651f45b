import type { AuditLog, Clock } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";

export type SignInRefused = { actor: Asking["actor"]; provider: string; reason: string | null };

/** Puts on record who was not let in; null for somebody who did not even say who they are. */
export async function recordRefusal(
  deps: { audit: AuditLog; clock: Clock },
  { provider, reason, ...asking }: Asking & SignInRefused,
): Promise<void> {
  const context = auditContext(asking, deps.clock.now());
  await deps.audit.append([{ ...context, kind: "sign-in-refused", details: { provider }, outcome: "refused", reason }]);
}
