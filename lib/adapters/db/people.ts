import { countingGroups } from "@/lib/domain/person-groups";
import type { Identity } from "@/lib/domain/policy";
import type { NewSession, People, WhichSessions } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import type { Database } from "./client";
import type { Person } from "./generated/client";
import { asWord } from "./json-columns";

const SEEN_EVERY_MS = 60_000;
export const PROVIDERS = ["demo", "github", "oidc", "first-admin"] as const;

/** Who has signed in and their sessions, on PostgreSQL. */
export function createPeople(db: Database): People {
  return {
    begin: (session, record, changed) =>
      db.$transaction(async (tx) => {
        const before = await keepPerson(tx, session);
        const { id, begun, until, address, browser } = session;
        const text = storable(browser);
        await tx.session.create({
          data: { id, personId: session.identity.id, begun, lastSeen: begun, until, address, browser: text },
        });
        const change = before ? changed(before) : null;
        await appendAudit(tx, change ? [record, change] : [record]);
      }),
    async find(session, { at, real }) {
      const row = await db.session.findFirst({
        where: { id: session, endedAt: null, until: { gt: real } },
        include: { person: true },
      });
      if (!row) return null;
      // After a jump of the demo's clock, too, once.
      if (Math.abs(at.getTime() - row.lastSeen.getTime()) > SEEN_EVERY_MS) await noteSeen(db, row.id, row.personId, at);
      return countingGroups(identityOf(row.person), row.person.groupsReadAt, real);
    },
    async person(id) {
      const row = await db.person.findUnique({ where: { id } });
      return row && identityOf(row);
    },
    end: (which, { at, real, who, why }, record) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.session.updateMany({
          where: { ...sessionsOf(which), endedAt: null, until: { gt: real } },
          data: { endedAt: at, endedBy: who, endedWhy: why },
        });
        if (count > 0) await appendAudit(tx, [record]);
        return count;
      }),
  };
}

/** A person's row as who they are. */
export function identityOf({ id, name, login, mail, provider, organisations, groups }: Person): Identity {
  return { id, name, login, mail, organisations, groups, provider: asWord(provider, PROVIDERS, "oidc") };
}

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** Whoever changes a person goes in turn, also while there is no row of them yet. */
export async function lockPerson(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 72002))`;
}

/** The person as they came now; gives who they were before, null at their first time. Two sign-ins at once go in turn. */
async function keepPerson(tx: Transaction, { identity, begun, real }: NewSession): Promise<Identity | null> {
  const { id, provider } = identity;
  await lockPerson(tx, id);
  const before = await tx.person.findUnique({ where: { id } });
  const same = before !== null && sameNames(before.groups, identity.groups);
  const data = {
    name: storable(identity.name),
    login: identity.login && storable(identity.login),
    mail: identity.mail && storable(identity.mail),
    organisations: identity.organisations.map(storable),
    groups: identity.groups.map(storable),
    groupsSince: same ? before.groupsSince : begun,
    groupsReadAt: real,
    lastSeen: begun,
  };
  await tx.person.upsert({ where: { id }, create: { id, provider, firstSeen: begun, ...data }, update: data });
  const { organisations, groups } = data;
  if (!same) await tx.personGroupsChange.create({ data: { personId: id, at: begun, organisations, groups } });
  return before && identityOf(before);
}

async function noteSeen(db: Database, session: string, person: string, at: Date): Promise<void> {
  await db.$transaction([
    db.session.updateMany({ where: { id: session }, data: { lastSeen: at } }),
    db.person.updateMany({ where: { id: person }, data: { lastSeen: at } }),
  ]);
}

function sessionsOf({ person, only, except }: WhichSessions) {
  const id = only !== undefined ? { id: only } : except !== undefined ? { id: { not: except } } : {};
  return { personId: person, ...id };
}

function sameNames(one: string[], other: string[]): boolean {
  const known = new Set(one);
  return known.size === new Set(other).size && other.every((name) => known.has(name));
}

/** PostgreSQL's text holds no NUL. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd").slice(0, 500);
}
