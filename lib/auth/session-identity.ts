import { getToken } from "next-auth/jwt";
import type { Config } from "@/lib/config";
import type { Identity } from "@/lib/domain/policy";
import { identityFrom } from "./identity";

type RequestWithCookies = Parameters<typeof getToken>[0]["req"];

/** Whom a request's session cookie names; null when there is none, or a forged or expired one. Tokens elsewhere do not count. */
export async function sessionIdentity(cookieHeader: string | null, web: Config["web"]): Promise<Identity | null> {
  const shaped: unknown = { headers: {}, cookies: cookiesIn(cookieHeader ?? "") };
  const token = await getToken({
    req: shaped as RequestWithCookies,
    secret: web.secret,
    secureCookie: web.url.startsWith("https://"),
  });
  return identityFrom(token?.identity);
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
