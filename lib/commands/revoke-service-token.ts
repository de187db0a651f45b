import type { AuditLog, Clock, ServiceTokens } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";
import { type NotAllowed, permitted } from "./permitted";

type Deps = { audit: AuditLog; clock: Clock; realClock: Clock; serviceTokens: ServiceTokens };
export type RevokeOutcome = { ok: true } | NotAllowed | { ok: false; refusal: "not-found"; message: string };

/** Revokes a token from the next request on. Done again, it changes nothing: the first reason stays. */
export async function revokeServiceToken(
  deps: Deps,
  asking: Asking,
  { id, reason }: { id: string; reason: string },
): Promise<RevokeOutcome> {
  const subject = `token:${id}`;
  const refused = await permitted(deps, asking, { action: "administer", environment: null, subject });
  if (refused) return refused;
  const name = await deps.serviceTokens.nameOf(id);
  if (name === null) return { ok: false, refusal: "not-found", message: "There is no such token." };
  const how = { at: deps.realClock.now(), by: asking.actor?.name ?? "", reason };
  const context = auditContext(asking, deps.clock.now());
  await deps.serviceTokens.revoke(id, how, {
    ...context,
    kind: "token-revoked",
    details: { token: name },
    subject,
    reason,
  });
  return { ok: true };
}
