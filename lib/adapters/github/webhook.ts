import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { storable } from "./wire";

/** Whether these bytes were signed with the secret (X-Hub-Signature-256), compared in constant time. */
export function verifyWebhook(secret: string, body: Uint8Array, signature: string | null): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const short = z.string().transform((text) => storable(text.slice(0, 300)));
const push = z.object({
  ref: z.string(),
  after: sha,
  repository: z.object({ full_name: z.string() }),
  pusher: z.object({ name: short.nullish(), email: short.nullish() }).nullish().catch(null),
  sender: z.object({ login: short.nullish() }).nullish().catch(null),
  commits: z
    .array(z.object({ id: sha }))
    .nullish()
    .catch(null),
});

/** `commits`: those that the push brought, its newest among them. */
export type Push = {
  ref: string;
  after: string;
  repository: string;
  pusher: { login: string | null; mail: string | null } | null;
  commits: string[];
};

/** What a push event says; null for anything else. */
export function pushOf(body: Uint8Array): Push | null {
  try {
    const read = push.safeParse(JSON.parse(Buffer.from(body).toString("utf8")));
    return read.success ? ofEvent(read.data) : null;
  } catch {
    return null;
  }
}

function ofEvent({ ref, after, repository, pusher, sender, commits }: z.output<typeof push>): Push {
  const login = sender?.login ?? pusher?.name ?? null;
  const mail = pusher?.email ?? null;
  return {
    ref,
    after,
    repository: repository.full_name,
    pusher: login === null && mail === null ? null : { login, mail },
    commits: [...new Set([after, ...(commits ?? []).map(({ id }) => id)])],
  };
}
