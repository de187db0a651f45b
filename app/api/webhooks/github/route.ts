import { GIT_WEBHOOK_CHANNEL } from "@/lib/adapters/db/channels";
import { pushOf, verifyWebhook } from "@/lib/adapters/github/webhook";
import { refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

const MOST_BYTES = 5_000_000;

/** A push wakes the worker's Git watch; the watch then reads for itself, so a forged or repeated call changes nothing. */
export async function POST(request: Request): Promise<Response> {
  const { settings, db, log } = server();
  const secret = settings.git.webhookSecret;
  if (secret === null) return refusal("not-found", "No webhook secret is configured (GITHUB_WEBHOOK_SECRET).");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return refusal("too-large");
  const body = await request.text();
  if (body.length > MOST_BYTES) return refusal("too-large");
  if (!verifyWebhook(secret, body, request.headers.get("x-hub-signature-256") ?? "")) {
    log.warn("webhook refused", { delivery: request.headers.get("x-github-delivery") });
    return refusal("bad-signature");
  }
  if (request.headers.get("x-github-event") !== "push") return Response.json({ accepted: false }, { status: 202 });
  const push = pushOf(body);
  if (!push) return refusal("bad-input");
  await db.$executeRaw`SELECT pg_notify(${GIT_WEBHOOK_CHANNEL}, ${push.after})`;
  return Response.json({ accepted: true }, { status: 202 });
}
