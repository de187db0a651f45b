import { originOf } from "@/app/api/request-origin";
import { appendAudit } from "@/lib/adapters/db/append-audit";
import { GIT_WEBHOOK_CHANNEL } from "@/lib/adapters/db/channels";
import { keepPushers } from "@/lib/adapters/db/keep-pushers";
import { auditContext } from "@/lib/commands/audit-context";
import { guarded } from "@/lib/http/guarded";
import { server } from "@/lib/server";
import { receiveWebhook } from "./receive";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

/** Anybody can send what is refused: at most one record a minute, so that nobody fills the audit from outside. */
const REFUSED_EVERY_MS = 60_000;
let refusedAt = Number.NEGATIVE_INFINITY;

export function POST(request: Request): Promise<Response> {
  const { settings, db, clock, audit, log } = server();
  const context = () => auditContext({ actor: null, pipeline: null, ...originOf(request) }, clock.now());
  return guarded(server(), request, () =>
    receiveWebhook(request, {
      secret: settings.git.webhookSecret,
      repository: settings.git.repository,
      branch: settings.git.branch,
      wake: (push, delivery) =>
        db.$transaction(async (tx) => {
          await tx.$executeRaw`SELECT pg_notify(${GIT_WEBHOOK_CHANNEL}, ${push.after})`;
          await keepPushers(tx, push, clock.now());
          const details = { source: "git host", event: "push", delivery };
          await appendAudit(tx, [{ ...context(), kind: "webhook-taken", details, subject: push.after }]);
        }),
      refused: async (reason) => {
        const now = performance.now();
        if (now - refusedAt < REFUSED_EVERY_MS) return;
        refusedAt = now;
        const details = { source: "git host" };
        await audit.append([{ ...context(), kind: "webhook-refused", details, outcome: "refused", reason }]);
      },
      warn: log.warn,
    }),
  );
}
