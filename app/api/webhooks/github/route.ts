import { GIT_WEBHOOK_CHANNEL } from "@/lib/adapters/db/channels";
import { server } from "@/lib/server";
import { receiveWebhook } from "./receive";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export function POST(request: Request): Promise<Response> {
  const { settings, db, log } = server();
  return receiveWebhook(request, {
    secret: settings.git.webhookSecret,
    repository: settings.git.repository,
    branch: settings.git.branch,
    wake: (push) => db.$executeRaw`SELECT pg_notify(${GIT_WEBHOOK_CHANNEL}, ${push.after})`,
    warn: log.warn,
  });
}
