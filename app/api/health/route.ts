import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

/** For load balancers: 200 while the database answers. Tells nothing else. */
export async function GET(): Promise<Response> {
  try {
    await server().db.$queryRaw`SELECT 1`;
    return Response.json({ ok: true });
  } catch {
    return Response.json({ ok: false }, { status: 503 });
  }
}
