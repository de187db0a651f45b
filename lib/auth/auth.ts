import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { getToken } from "next-auth/jwt";
import { maySignIn, rolesOf } from "@/lib/domain/policy";
import { currentPipeline, server } from "@/lib/server";
import type { Actor, ScreenActor } from "./actor";
import { authOptions, isFirstAdmin } from "./auth-options";
import { DEMO_PEOPLE } from "./demo-people";
import { identityFrom } from "./identity";

/** The sign-in options of this process. */
export function options() {
  const { settings } = server();
  return authOptions({
    settings,
    currentPipeline,
    isFirstAdminCode: async (code) => (await currentPipeline()) === null && matches(code, settings.firstAdminCodeHash),
  });
}

function matches(code: string, hash: string | null): boolean {
  if (hash === null || code === "") return false;
  const given = createHash("sha256").update(code).digest();
  const expected = Buffer.from(hash, "hex");
  return expected.length === given.length && timingSafeEqual(given, expected);
}

/** The person who asks, for route handlers; null when nobody is signed in or the policy no longer lets them in. */
export async function actorOf(request: Request): Promise<Actor | null> {
  const token = await getToken({ req: requestWithCookies(request), secret: server().settings.web.secret });
  return stillAllowed(identityFrom(token?.identity));
}

/** The person who asks, for pages; whoever is signed out is sent to sign in. */
export async function requireScreenActor(): Promise<{ actor: Actor; screen: ScreenActor }> {
  const session = await getServerSession(options());
  const found = session && "identity" in session ? identityFrom(session.identity) : null;
  const actor = await stillAllowed(found);
  if (!actor) redirect("/sign-in");
  return { actor, screen: { name: actor.name, login: actor.login ?? actor.mail ?? "", role: await roleWords(actor) } };
}

async function stillAllowed(actor: Actor | null): Promise<Actor | null> {
  if (!actor) return null;
  const { settings } = server();
  if (actor.provider === "demo") return settings.signIn.demo ? actor : null;
  if (isFirstAdmin(actor, settings)) return actor;
  const pipeline = await currentPipeline();
  if (actor.provider === "first-admin") return pipeline === null ? actor : null;
  return maySignIn(actor, pipeline) ? actor : null;
}

async function roleWords(actor: Actor): Promise<string> {
  const demo = actor.provider === "demo" ? DEMO_PEOPLE.find((person) => person.login === actor.login) : undefined;
  if (demo) return demo.role;
  const named = rolesOf(actor, await currentPipeline()).filter((role) => role.groups !== "anyone-signed-in");
  return named.map((role) => role.name).join(", ") || "viewer";
}

type RequestWithCookies = Parameters<typeof getToken>[0]["req"];

/** next-auth reads `cookies` as an object; a plain Request has them only in its header. */
function requestWithCookies(request: Request): RequestWithCookies {
  const pairs = (request.headers.get("cookie") ?? "")
    .split(/;\s*/)
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), decoded(pair.slice(at + 1))];
    });
  const shaped: unknown = { headers: Object.fromEntries(request.headers), cookies: Object.fromEntries(pairs) };
  return shaped as RequestWithCookies;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
