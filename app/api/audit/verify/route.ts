import { asActor } from "@/app/api/as-actor";
import type { AuditVerdict } from "@/lib/http/contracts/audit";
import { NOT_KEPT } from "@/lib/http/refusal";
import { verifyAudit } from "@/lib/queries/verify-audit";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

let running: Promise<AuditVerdict> | null = null;

/** Following the chain costs as much as it is long: whoever asks meanwhile gets the same verdict. */
export const GET = asActor(async () => {
  running ??= verifyAudit(server().db, () => performance.now()).finally(() => {
    running = null;
  });
  return Response.json(await running, { headers: NOT_KEPT });
});
