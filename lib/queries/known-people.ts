import type { Database } from "@/lib/adapters/db/client";
import { identityOf } from "@/lib/adapters/db/people";
import { countingGroups } from "@/lib/domain/person-groups";
import type { Identity } from "@/lib/domain/policy";

const MOST_PEOPLE = 1_000;

/** Whom Slipway knows of, with the groups that count now: `expected` and, latest first, who has signed in. */
export async function knownPeople(db: Database, real: Date, expected: Identity[]): Promise<Identity[]> {
  const rows = await db.person.findMany({ orderBy: [{ lastSeen: "desc" }, { id: "asc" }], take: MOST_PEOPLE });
  const seen = rows.map((row) => countingGroups(identityOf(row), row.groupsReadAt, real));
  return [...expected.filter(({ id }) => !seen.some((one) => one.id === id)), ...seen];
}
