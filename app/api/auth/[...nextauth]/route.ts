import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { originOf } from "@/app/api/request-origin";
import { options } from "@/lib/auth/auth";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(
    request as never,
    { params: await context.params } as never,
    options({ ...originOf(request), browser: request.headers.get("user-agent") ?? "" }),
  ) as Promise<Response>;
}

export { handle as GET, handle as POST };
