import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import type { Action, Pipeline, Role } from "@/lib/domain/pipeline";
import { can, rolesOf } from "@/lib/domain/policy";
import { ACTIONS, actionsOf } from "@/lib/domain/policy-changes";
import type { AccessMatrix, MatrixFilter, PersonRights, RoleRow } from "@/lib/http/contracts/access-matrix";
import { type GitPlace, gitFileLink } from "./git-links";
import type { KnownPerson } from "./known-person";

type Deps = { db: Database; git: GitPlace; people: KnownPerson[] };
type Link = (place: string | null | undefined) => string | null;

/** A right is followed back over so many policies. */
const MOST_READINGS = 100;

/**
 * Who may do what, of the environments that the reader sees: each role's rights, and one person's with the reason of each
 * and since when. Others than oneself are shown only to who administers.
 */
export async function accessMatrix(
  actor: Actor,
  { db, git, people }: Deps,
  filter: MatrixFilter,
): Promise<AccessMatrix> {
  const readings = await readingsInForce(db, filter.person === "" ? 1 : MOST_READINGS);
  const [holds] = readings;
  if (!holds) return { filter, environments: [], people: [], roles: [], person: null };
  const { pipeline } = holds;
  const link: Link = (place) => (place ? gitFileLink(git, holds.commit, place) : null);
  const seen = pipeline.environments
    .map(({ name }) => name)
    .filter((name) => can(actor, pipeline, "view", name).allowed);
  const shown = filter.environment === "" ? seen : seen.filter((name) => name === filter.environment);
  const choosable = choosableFor(actor, pipeline, people);
  const person = choosable.find(({ id }) => id === filter.person);
  const actions = filter.action === "" ? ACTIONS : [filter.action];
  return {
    filter,
    environments: seen,
    people: choosable.map(({ id, name }) => ({ id, name })),
    roles: pipeline.roles.map((role) => roleRow(role, pipeline, shown, actions, link)),
    person: person ? personRights(person, readings, shown, actions, link) : null,
  };
}

type Reading = { pipeline: Pipeline; commit: string; at: Date };

/** The policies that took force, newest first. */
async function readingsInForce(db: Database, take: number): Promise<Reading[]> {
  const rows = await db.policyReading.findMany({
    where: { inForce: true },
    orderBy: { id: "desc" },
    take,
    select: { pipeline: true, commit: true, inForceAt: true, readAt: true },
  });
  return rows.flatMap(({ pipeline, commit, inForceAt, readAt }) =>
    pipeline ? [{ pipeline: pipeline as unknown as Pipeline, commit, at: inForceAt ?? readAt }] : [],
  );
}

function choosableFor(actor: Actor, pipeline: Pipeline, people: KnownPerson[]): KnownPerson[] {
  const others = can(actor, pipeline, "administer", null).allowed ? people.filter(({ id }) => id !== actor.id) : [];
  return [actor, ...others];
}

function roleRow(
  role: Role,
  pipeline: Pipeline,
  environments: string[],
  asked: readonly Action[],
  link: Link,
): RoleRow {
  return {
    role: role.name,
    groups: role.groups === "anyone-signed-in" ? "everybody who is signed in" : role.groups.join(", "),
    place: role.place ?? null,
    link: link(role.place),
    cells: environments.map((environment) => ({
      environment,
      actions: actionsOf(role, pipeline, environment).filter((action) => asked.includes(action)),
    })),
  };
}

function personRights(
  person: KnownPerson,
  readings: Reading[],
  environments: string[],
  asked: readonly Action[],
  link: Link,
): PersonRights {
  const pipeline = readings[0]?.pipeline ?? null;
  return {
    id: person.id,
    name: person.name,
    roles: rolesOf(person, pipeline).map(({ name }) => name),
    environments: environments.map((environment) => {
      const answers = asked.map((action) => ({ action, answer: can(person, pipeline, action, environment) }));
      return {
        environment,
        may: answers.flatMap(({ action, answer }) => {
          if (!answer.allowed) return [];
          const since = sinceWhen(person, readings, action, environment);
          return [{ action, role: answer.role, place: answer.place, link: link(answer.place), since }];
        }),
        mayNot: answers.flatMap(({ action, answer }) => (answer.allowed ? [] : [{ action, reason: answer.reason }])),
      };
    }),
  };
}

/** When the first of the policies that all allow it took force, with the groups the person has now. */
function sinceWhen(person: KnownPerson, readings: Reading[], action: Action, environment: string): string | null {
  const end = readings.findIndex(({ pipeline }) => !can(person, pipeline, action, environment).allowed);
  const run = end < 0 ? readings : readings.slice(0, end);
  return run.at(-1)?.at.toISOString() ?? null;
}
