import { NOT_KEPT } from "@/lib/http/refusal";
import { isReady } from "@/lib/server";

export const dynamic = "force-dynamic";

const ANSWER_MS = 3_000;

/** For load balancers: 200 while the database answers. Tells nothing else. */
export async function GET(): Promise<Response> {
  const ok = await isReady(ANSWER_MS);
  return Response.json({ ok }, { status: ok ? 200 : 503, headers: NOT_KEPT });
}
