import type { AuditActor, AuditContext } from "@/lib/domain/audit/event";
import type { Pipeline } from "@/lib/domain/pipeline";
import { type Identity, rolesOf } from "@/lib/domain/policy";

/** Who asks, under which policy, and from where. */
export type Asking = {
  actor: Identity | null;
  pipeline: Pipeline | null;
  requestId: string | null;
  address: string | null;
};

/** What a record says beside its own: something done, of no environment, unless it says otherwise. */
export function auditContext({ actor, pipeline, requestId, address }: Asking, at: Date): AuditContext {
  return {
    at,
    outcome: "done",
    actor: actor && auditActor(actor, pipeline),
    environment: null,
    subject: null,
    reason: null,
    requestId,
    address,
  };
}

/** A person as a record names them, with the roles that the policy gave them at that moment. */
function auditActor(identity: Identity, pipeline: Pipeline | null): AuditActor {
  const roles = rolesOf(identity, pipeline).map((role) => role.name);
  if (identity.provider === "token") return { id: identity.id, name: identity.name, role: "service token" };
  const role = identity.provider === "first-admin" ? "first administrator" : roles.join(", ");
  return { id: identity.id, name: identity.name, role: role === "" ? null : role };
}
