import { groupsChanged } from "@/lib/domain/person-groups";
import type { Identity } from "@/lib/domain/policy";
import type { MembershipStore } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import type { Database } from "./client";
import { toJson } from "./json-columns";
import { MEMBERSHIP_KEY, readMembershipState } from "./membership-state";
import { identityOf, lockPerson } from "./people";
import { announce } from "./save-projection";

/** The groups of GitHub's people, on PostgreSQL. */
export function createMembershipStore(db: Database): MembershipStore {
  return {
    async present(real) {
      const rows = await db.person.findMany({
        where: { provider: "github", sessions: { some: { endedAt: null, until: { gt: real } } } },
        orderBy: { id: "asc" },
      });
      return rows.map(identityOf);
    },
    async save(people, { at, real }, changed) {
      let news = false;
      const same: string[] = [];
      for (const identity of people) {
        const before = await db.person.findUnique({ where: { id: identity.id } });
        if (!before) continue;
        if (!groupsChanged(before, identity)) same.push(identity.id);
        else news = (await saveOne(db, identity, { at, real }, changed)) || news;
      }
      // A sign-in meanwhile has read later: its time stays.
      await db.person.updateMany({
        where: { id: { in: same }, groupsReadAt: { lt: real } },
        data: { groupsReadAt: real },
      });
      // What people see may be other things now: every page asks anew.
      if (news) await db.$transaction((tx) => announce(tx, { at, cells: [], environments: [], everything: true }));
    },
    async report({ failing, at }) {
      const before = await readMembershipState(db);
      const state = failing === null ? "read" : "failing";
      const since = before?.state === state ? before.since : at.toISOString();
      const value = toJson({ state, message: failing, since, at: at.toISOString() });
      await db.$transaction(async (tx) => {
        await tx.setting.upsert({
          where: { key: MEMBERSHIP_KEY },
          create: { key: MEMBERSHIP_KEY, value },
          update: { value },
        });
        const isNews = before?.state !== state && !(before === null && state === "read");
        if (isNews) await announce(tx, { at, cells: [], environments: [], everything: false });
      });
    },
  };
}

/** One person's change with its record. Who signed in since the reading began is left as the sign-in found them. */
async function saveOne(
  db: Database,
  now: Identity,
  { at, real }: { at: Date; real: Date },
  changed: Parameters<MembershipStore["save"]>[2],
): Promise<boolean> {
  const { id, organisations, groups } = now;
  return db.$transaction(async (tx) => {
    await lockPerson(tx, id);
    const row = await tx.person.findUnique({ where: { id } });
    if (!row || row.groupsReadAt >= real) return false;
    const record = changed(identityOf(row), now);
    if (!record) return false;
    await tx.person.update({ where: { id }, data: { organisations, groups, groupsSince: at, groupsReadAt: real } });
    await tx.personGroupsChange.create({ data: { personId: id, at, organisations, groups } });
    await appendAudit(tx, [record]);
    return true;
  });
}
