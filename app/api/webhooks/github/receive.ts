import { type Push, pushOf, verifyWebhook } from "@/lib/adapters/github/webhook";
import { refusal } from "@/lib/http/refusal";

const MOST_BYTES = 25_000_000; // GitHub sends no more

export type Receiving = {
  secret: string | null;
  repository: string;
  branch: string;
  /** Wakes whoever follows the branch and puts the delivery on record; rejects when neither can be done. */
  wake: (push: Push, delivery: string) => Promise<unknown>;
  /** Puts on record that a delivery was refused. */
  refused: (reason: string) => Promise<unknown>;
  warn: (message: string, facts: Record<string, unknown>) => void;
};

/**
 * A push to our branch wakes the Git watch, which then reads for itself: a repeated call changes nothing. Everything
 * else that is rightly signed is heard and left at that.
 */
export async function receiveWebhook(request: Request, deps: Receiving): Promise<Response> {
  const { secret } = deps;
  const delivery = request.headers.get("x-github-delivery")?.slice(0, 100) ?? null;
  if (secret === null) return refusal("not-found", "No webhook secret is configured (GITHUB_WEBHOOK_SECRET).");
  const body = await bodyWithin(request, MOST_BYTES);
  if (body === null) return refusal("too-large");
  if (!verifyWebhook(secret, body, request.headers.get("x-hub-signature-256"))) {
    deps.warn("webhook refused", { delivery });
    await deps.refused("The signature does not match the secret that was agreed on.");
    return refusal("bad-signature");
  }
  if (!isJson(request)) return refusal("bad-input", "Set the webhook's content type to application/json.");
  const event = request.headers.get("x-github-event");
  if (event === "ping") return Response.json({ pong: true });
  if (event !== "push") return heard(false);
  const push = pushOf(body);
  if (!push) return refusal("bad-input");
  if (!isOurs(push, deps)) return heard(false);
  try {
    await deps.wake(push, delivery ?? "unnamed");
    return heard(true);
  } catch (error) {
    deps.warn("webhook not passed on", { delivery, reason: error instanceof Error ? error.name : "unknown" });
    return refusal("unavailable");
  }
}

const heard = (accepted: boolean) => Response.json({ accepted }, { status: 202 });

function isJson(request: Request): boolean {
  return /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
}

/** GitHub's names of owners and repositories are the same in any case. */
function isOurs(push: Push, { repository, branch }: Receiving): boolean {
  return push.repository.toLowerCase() === repository.toLowerCase() && push.ref === `refs/heads/${branch}`;
}

/** The whole body, or null as soon as it is larger than `most`, whatever its header says. */
async function bodyWithin(request: Request, most: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
