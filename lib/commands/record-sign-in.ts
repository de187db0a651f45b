import type { AuditEvent, AuditOutcome } from "@/lib/domain/audit/event";
import type { AuditLog, Clock } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";

export type SignInEvent = Extract<AuditEvent, { kind: "signed-in" | "sign-in-refused" | "signed-out" }>;

const OUTCOMES: Record<SignInEvent["kind"], AuditOutcome> = {
  "signed-in": "done",
  "sign-in-refused": "refused",
  "signed-out": "done",
};

/** Puts on record who came, who was not let in, and who left. */
export async function recordSignIn(
  deps: { audit: AuditLog; clock: Clock },
  { event, ...asking }: Asking & { event: SignInEvent },
): Promise<void> {
  const context = auditContext(asking, deps.clock.now());
  await deps.audit.append([{ ...context, ...event, outcome: OUTCOMES[event.kind] }]);
}
