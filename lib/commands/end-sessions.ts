import type { Clock, People } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";
import { type NotAllowed, permitted } from "./permitted";

type Deps = { people: People; clock: Clock; realClock: Clock; audit: Parameters<typeof permitted>[0]["audit"] };
type AsSomebody = Asking & { actor: NonNullable<Asking["actor"]> };

const MOST_OF_REASON = 500;

export type EndOutcome =
  | { ok: true; ended: number }
  | NotAllowed
  | { ok: false; refusal: "bad-input" | "not-found"; message: string };

/** The person leaves: this session ends, with its record. One that ended before stays as it is. */
export async function leave(deps: Omit<Deps, "audit">, { session, ...asking }: AsSomebody & { session: string }) {
  const context = auditContext(asking, deps.clock.now());
  const by = { at: context.at, real: deps.realClock.now(), who: asking.actor.id, why: "signed out" };
  const which = { person: asking.actor.id, only: session };
  await deps.people.end(which, by, { ...context, kind: "signed-out", details: {} });
}

/** Ends one's own sessions but the one that asks; done twice it is as done once. */
export async function endOwnSessions(
  { people, clock, realClock }: Omit<Deps, "audit">,
  { session, ...asking }: AsSomebody & { session: string },
): Promise<EndOutcome> {
  const { actor } = asking;
  const reason = "ended from another session of theirs";
  const context = { ...auditContext(asking, clock.now()), subject: actor.id, reason };
  const by = { at: context.at, real: realClock.now(), who: actor.id, why: reason };
  const record = { ...context, kind: "sessions-ended" as const, details: { person: actor.name } };
  return { ok: true, ended: await people.end({ person: actor.id, except: session }, by, record) };
}

/** Ends every session of a person; an administrator's, with a reason. They may sign in again if the policy lets them. */
export async function endSessionsOf(
  deps: Deps,
  { person: id, reason: given, ...asking }: AsSomebody & { person: string; reason: string },
): Promise<EndOutcome> {
  const refused = await permitted(deps, asking, { action: "administer", environment: null, subject: id });
  if (refused) return refused;
  const reason = given.trim().slice(0, MOST_OF_REASON);
  if (reason === "") return { ok: false, refusal: "bad-input", message: "Say why; the reason is put on record." };
  const person = await deps.people.person(id);
  if (!person) return { ok: false, refusal: "not-found", message: "Nobody of that id has signed in here." };
  const context = { ...auditContext(asking, deps.clock.now()), subject: id, reason };
  const by = { at: context.at, real: deps.realClock.now(), who: asking.actor.id, why: reason };
  const record = { ...context, kind: "sessions-ended" as const, details: { person: person.name } };
  return { ok: true, ended: await deps.people.end({ person: id }, by, record) };
}
