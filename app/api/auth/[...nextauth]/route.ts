import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signInLimit } from "@/app/api/auth/sign-in-limit";
import { originOf } from "@/app/api/request-origin";
import { options } from "@/lib/auth/auth";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const params = await context.params;
  const origin = originOf(request);
  const { limits, settings } = server();
  const asked = { method: request.method, steps: params.nextauth, address: origin.address, web: settings.web.url };
  const limited = await signInLimit(limits, asked);
  if (limited) return limited;
  return NextAuth(
    request as never,
    { params } as never,
    options({ ...origin, browser: request.headers.get("user-agent") ?? "" }),
  ) as Promise<Response>;
}

export { handle as GET, handle as POST };
