import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER, signInPath } from "@/lib/auth/safe-path";
import { contentSecurityPolicy, FIXED_HEADERS } from "@/lib/http/security-headers";

/** A courtesy for whoever is signed out, and the security headers. It authorizes nothing: pages and routes do. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (!isOpen(pathname) && !hasSession(request)) {
    const target = new URL(signInPath(`${pathname}${search}`, null), originOf(request));
    return secured(NextResponse.redirect(target), "");
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, `${pathname}${search}`);
  headers.set("Content-Security-Policy", contentSecurityPolicy(nonce, process.env.NODE_ENV === "development"));
  return secured(NextResponse.next({ request: { headers } }), nonce);
}

/** The address as the browser gave it: the framework's own URL says localhost where the browser said 127.0.0.1. */
function originOf(request: NextRequest): string {
  const protocol = request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol.replace(":", "");
  return `${protocol}://${request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? request.nextUrl.host}`;
}

function isOpen(pathname: string): boolean {
  return (
    pathname.startsWith("/sign-in") ||
    pathname.startsWith("/sign-out") ||
    pathname.startsWith("/api/") ||
    pathname === "/pipeline.schema.json"
  );
}

function hasSession(request: NextRequest): boolean {
  return request.cookies.getAll().some(({ name }) => /^(__Secure-)?next-auth\.session-token/.test(name));
}

function secured(response: NextResponse, nonce: string): NextResponse {
  response.headers.set("Content-Security-Policy", contentSecurityPolicy(nonce, process.env.NODE_ENV === "development"));
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon.svg|api/events).*)"] };
