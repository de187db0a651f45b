import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";

/** Whether the body was signed with the secret (X-Hub-Signature-256), compared in constant time. */
export function verifyWebhook(secret: string, body: string, signature: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const push = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  repository: z.object({ full_name: z.string() }),
});

/** What a push event says; null for anything else. */
export function pushOf(body: string): { ref: string; before: string; after: string; repository: string } | null {
  try {
    const read = push.safeParse(JSON.parse(body));
    if (!read.success) return null;
    const { repository, ...rest } = read.data;
    return { ...rest, repository: repository.full_name };
  } catch {
    return null;
  }
}
