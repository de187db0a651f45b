import type { AuditLog, Clock } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";

type Asked = Asking & { format: string; filter: string };

/** Puts on record that somebody takes the audit out. Without that record nothing is given out. */
export async function recordExport(deps: { audit: AuditLog; clock: Clock }, asked: Asked): Promise<void> {
  const { format, filter } = asked;
  await deps.audit.append([
    { kind: "audit-exported", details: { format, filter }, ...auditContext(asked, deps.clock.now()) },
  ]);
}
