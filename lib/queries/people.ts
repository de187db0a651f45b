import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { identityOf } from "@/lib/adapters/db/people";
import { policyInForce } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import type { Config } from "@/lib/config";
import { countingGroups } from "@/lib/domain/person-groups";
import type { Pipeline } from "@/lib/domain/pipeline";
import { can, rolesOf } from "@/lib/domain/policy";
import type { OpenSession, PeopleFilter, PeoplePage, PersonRow } from "@/lib/http/contracts/people";
import { removalWords } from "./removal-words";

const ROWS_A_PAGE = 50;

type Deps = { db: Database; now: Date; real: Date; signIn: Config["signIn"]; gitApiUrl: string };
/** What a page shows of one person at most: somebody may be in thousands of groups. */
const MOST_GROUPS = 40;

/** One's own open sessions; and everybody who has signed in, for who may administer. */
export async function people(
  actor: Actor,
  deps: Deps,
  { filter, session }: { filter: PeopleFilter; session: string | null },
): Promise<PeoplePage> {
  const pipeline = (await policyInForce(deps.db))?.pipeline ?? null;
  const may = can(actor, pipeline, "administer", null);
  const [sessions, rows, removal] = await Promise.all([
    openSessions(deps, actor.id, session),
    may.allowed ? readPeople(deps, filter, pipeline) : null,
    removalWords(deps),
  ]);
  return { filter, sessions, people: rows, refused: may.allowed ? null : may.reason, removal };
}

async function openSessions({ db, now, real }: Deps, person: string, asking: string | null): Promise<OpenSession[]> {
  const rows = await db.session.findMany({
    where: { personId: person, endedAt: null, until: { gt: real } },
    orderBy: [{ lastSeen: "desc" }, { id: "asc" }],
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    begun: row.begun.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
    until: shown(row.until, { now, real }),
    address: row.address,
    browser: row.browser,
    own: row.id === asking,
  }));
}

type Found = Parameters<typeof identityOf>[0] & { open: bigint; total: bigint };

async function readPeople(deps: Deps, filter: PeopleFilter, pipeline: Pipeline | null) {
  const { db, real } = deps;
  const isOpen = Prisma.sql`s.ended_at IS NULL AND s.until > ${real}`;
  const find = (page: number) => db.$queryRaw<Found[]>`
    SELECT p.id, p.name, p.login, p.mail, p.provider, p.organisations, p.groups, p.groups_since AS "groupsSince",
      p.groups_read_at AS "groupsReadAt", p.first_seen AS "firstSeen", p.last_seen AS "lastSeen",
      (SELECT count(*) FROM session s WHERE s.person = p.id AND ${isOpen}) AS open, count(*) OVER () AS total
    FROM person p
    WHERE ${named(filter.q)} AND ${filter.only === "open" ? Prisma.sql`EXISTS (SELECT FROM session s WHERE s.person = p.id AND ${isOpen})` : Prisma.sql`TRUE`}
    ORDER BY p.last_seen DESC, p.id LIMIT ${ROWS_A_PAGE} OFFSET ${(page - 1) * ROWS_A_PAGE}`;
  const found = await find(filter.page);
  // A page past the last one tells no total: the first does.
  const total = Number((found[0] ?? (filter.page > 1 ? (await find(1))[0] : undefined))?.total ?? 0);
  return {
    rows: found.map((row) => personRow(row, deps, pipeline)),
    total,
    pages: Math.max(1, Math.ceil(total / ROWS_A_PAGE)),
  };
}

function named(q: string): Prisma.Sql {
  if (q === "") return Prisma.sql`TRUE`;
  return Prisma.sql`strpos(lower(concat_ws(E'\n', p.name, p.login, p.mail, p.id, array_to_string(p.groups, E'\n'))), lower(${q})) > 0`;
}

function personRow(row: Found, { now, real }: Deps, pipeline: Pipeline | null): PersonRow {
  const identity = identityOf(row);
  const counting = countingGroups(identity, row.groupsReadAt, real);
  const roles = rolesOf(counting, pipeline).map((role) => role.name);
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    mail: row.mail,
    provider: row.provider,
    roles: row.provider === "first-admin" ? ["first administrator"] : roles,
    groups: row.groups.slice(0, MOST_GROUPS),
    groupsSince: row.groupsSince.toISOString(),
    groupsReadAt: shown(row.groupsReadAt, { now, real }),
    groupsVoid: counting !== identity,
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
    openSessions: Number(row.open),
  };
}

/** A real time as the page's clock would have shown it. */
function shown(at: Date, { now, real }: { now: Date; real: Date }): string {
  return new Date(at.getTime() + now.getTime() - real.getTime()).toISOString();
}
