import * as z from "zod";
import { asActor } from "@/app/api/as-actor";
import { asWriter } from "@/app/api/as-writer";
import { anchorAudit } from "@/lib/commands/anchor-audit";
import { can } from "@/lib/domain/policy";
import type { AuditAnchors } from "@/lib/http/contracts/audit";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { auditHead } from "@/lib/queries/audit";
import { currentPipeline, server } from "@/lib/server";

export const dynamic = "force-dynamic";

/** A number and a hash prove, and tell nothing of what is on record: whoever may be here may keep them. */
export const GET = asActor(async ({ actor, query }) => {
  const { anchors } = server();
  const kept = (await anchors?.all())?.anchors.toReversed() ?? [];
  const seq = query.get("seq");
  if (seq === null) {
    const shown = kept.slice(0, 100).map(({ seq, hash, at }) => ({ seq, hash, at }));
    const may = can(actor, await currentPipeline(), "administer", null);
    const answer: AuditAnchors = {
      publicKey: anchors?.publicKey() ?? null,
      anchors: shown,
      refusal: may.allowed ? null : may.reason,
    };
    return Response.json(answer, { headers: NOT_KEPT });
  }
  const anchor = kept.find((one) => one.seq === seq);
  if (!anchor) return refusal("not-found");
  const disposition = `attachment; filename="slipway-audit-anchor-${anchor.seq}.json"`;
  return Response.json(anchor, { headers: { ...NOT_KEPT, "content-disposition": disposition } });
});

const NOWHERE = "There is no place for anchors: AUDIT_ANCHOR_DIR and AUDIT_SIGNING_KEY_FILE are not set.";

export const POST = asWriter({ shape: z.object({}), expects: "Nothing is said: {}." }, async ({ asking }) => {
  const { anchors, audit, clock, db } = server();
  if (!anchors) return refusal("conflict", NOWHERE);
  const outcome = await anchorAudit({ anchors, audit, clock, readHead: () => auditHead(db) }, asking);
  if (!outcome.ok) return refusal(outcome.refusal, outcome.message);
  return Response.json(outcome.head, { headers: NOT_KEPT });
});
