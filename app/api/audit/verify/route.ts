import { asActor } from "@/app/api/as-actor";
import type { AuditVerdict } from "@/lib/http/contracts/audit";
import { NOT_KEPT } from "@/lib/http/refusal";
import { verifyAudit } from "@/lib/queries/verify-audit";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const KEPT_MS = 10_000;
let last: { began: number; verdict: Promise<AuditVerdict> } | null = null;

/** Following the chain costs as much as it is long: whoever asks meanwhile, or just after, gets the same verdict. */
export const GET = asActor(async () => {
  const now = performance.now();
  if (!last || now - last.began > KEPT_MS) {
    const verdict = verdictNow();
    last = { began: Number.POSITIVE_INFINITY, verdict };
    void verdict.then(
      () => keep(verdict, performance.now()),
      () => keep(verdict, Number.NEGATIVE_INFINITY),
    );
  }
  return Response.json(await last.verdict, { headers: NOT_KEPT });
});

async function verdictNow(): Promise<AuditVerdict> {
  const { db, anchors } = server();
  return verifyAudit(db, () => performance.now(), await anchors?.all());
}

/** From its end on it is kept for a while; one that failed is not. */
function keep(verdict: Promise<AuditVerdict>, began: number) {
  if (last?.verdict === verdict) last = { began, verdict };
}
