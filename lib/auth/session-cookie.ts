import { getToken } from "next-auth/jwt";
import type { Config } from "@/lib/config";

type RequestWithCookies = Parameters<typeof getToken>[0]["req"];

/** Which session a request's cookie names; null when there is none, or a forged or expired one. Tokens elsewhere do not count. */
export async function sessionIn(cookieHeader: string | null, web: Config["web"]): Promise<string | null> {
  const shaped: unknown = { headers: {}, cookies: cookiesIn(cookieHeader ?? "") };
  const token = await getToken({
    req: shaped as RequestWithCookies,
    secret: web.secret,
    secureCookie: web.url.startsWith("https://"),
  });
  return sessionOf(token);
}

/** The session that a token names; nothing else in it counts. */
export function sessionOf(token: Record<string, unknown> | null): string | null {
  return typeof token?.session === "string" ? token.session : null;
}

/** next-auth reads `cookies` as an object; a plain request has them only in its header. */
function cookiesIn(header: string): Record<string, string> {
  const pairs = header.split(/;\s*/).filter((pair) => pair.includes("="));
  return Object.fromEntries(pairs.map((pair) => [pair.split("=", 1)[0], decoded(pair.slice(pair.indexOf("=") + 1))]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
