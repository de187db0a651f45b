import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";

/** Whether these bytes were signed with the secret (X-Hub-Signature-256), compared in constant time. */
export function verifyWebhook(secret: string, body: Uint8Array, signature: string | null): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const push = z.object({ ref: z.string(), after: sha, repository: z.object({ full_name: z.string() }) });

export type Push = { ref: string; after: string; repository: string };

/** What a push event says; null for anything else. */
export function pushOf(body: Uint8Array): Push | null {
  try {
    const read = push.safeParse(JSON.parse(Buffer.from(body).toString("utf8")));
    return read.success
      ? { ref: read.data.ref, after: read.data.after, repository: read.data.repository.full_name }
      : null;
  } catch {
    return null;
  }
}
