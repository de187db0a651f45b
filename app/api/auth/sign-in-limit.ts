import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import type { Limits } from "@/lib/ports";

/** What next-auth would do for a request, as far as limits are concerned: `code` is the guess of a one-time code. */
function attemptOf(method: string, [action, provider]: string[]): "code" | "sign-in" | null {
  if (action === "callback" && provider === "first-admin") return "code";
  if (action === "callback" || (action === "signin" && method === "POST")) return "sign-in";
  return null;
}

type Asked = { method: string; steps: string[]; address: string | null; web: string };

/**
 * Null when this address may try to sign in now. Else 429; whoever comes back from a sign-in service, by a link, is
 * brought to our page, which has the words.
 */
export async function signInLimit(limits: Limits, { method, steps, address, web }: Asked): Promise<Response | null> {
  const attempt = attemptOf(method, steps);
  const wait = attempt === null ? null : await limits.take(attempt, address ?? "unknown");
  if (wait === null) return null;
  const url = `${web}/sign-in?error=TooMany`;
  const headers = { ...NOT_KEPT, "Retry-After": String(wait) };
  if (method === "GET") return new Response(null, { status: 303, headers: { ...headers, Location: url } });
  const { status } = refusal("too-many");
  // next-auth's own script goes where `url` says, whatever the status.
  const message = `That were too many tries to sign in. Wait ${wait} s, then try again.`;
  return Response.json({ error: "too-many", message, url }, { status, headers });
}
