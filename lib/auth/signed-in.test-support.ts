import { encode } from "next-auth/jwt";
import type { Database } from "@/lib/adapters/db/client";
import type { Identity } from "@/lib/domain/policy";

const HOUR_MS = 60 * 60_000;

/** The cookie header of somebody who is signed in: their session's row, and the token that names it. */
export async function signedIn(db: Database, secret: string, identity: Identity | null): Promise<string> {
  if (!identity) throw new Error("nobody to sign in");
  const session = await openSession(db, identity);
  return cookieOf(session, secret);
}

/** A session's row, as a sign-in just now made it; the same one each time for a person. */
export async function openSession(db: Database, { id, ...identity }: Identity): Promise<string> {
  const now = new Date();
  const seen = { groupsSince: now, groupsReadAt: now, firstSeen: now, lastSeen: now };
  await db.person.upsert({ where: { id }, create: { id, ...identity, ...seen }, update: identity });
  const session = `session-of-${id}`;
  const until = new Date(now.getTime() + HOUR_MS);
  const row = { personId: id, begun: now, lastSeen: now, until, address: null, browser: "test" };
  await db.session.upsert({ where: { id: session }, create: { id: session, ...row }, update: {} });
  return session;
}

export async function cookieOf(session: string, secret: string): Promise<string> {
  return `next-auth.session-token=${await encode({ token: { session }, secret, maxAge: 60 })}`;
}
