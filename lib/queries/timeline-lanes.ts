import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { type Sight, sees } from "@/lib/domain/sight";
import type { HappeningKind, TimelineFilter } from "@/lib/http/contracts/timeline";
import { deployedWithin, within } from "./seen";
import type { TimelineSource } from "./timeline-place";

/**
 * One way through a table in the order of time, by one of its indexes. `where` is what the index finds; `also` is what must
 * be looked at row by row, and is given up after so many rows.
 */
export type Lane = { source: TimelineSource; where: Prisma.Sql; also: Prisma.Sql | null };

/** What is asked for: a person's filter, the applications that it is narrowed to (null: all), and what that person sees. */
export type TimelineQuestion = TimelineFilter & { applications: string[] | null; sight: Sight };

const OBSERVED: Record<HappeningKind, readonly string[]> = {
  deployments: [],
  commits: [],
  policy: [],
  health: ["health"],
  sync: ["sync"],
  operations: ["operation"],
  pods: ["pod-failing", "pod-recovered"],
  applications: ["appeared", "disappeared"],
};

/** The lanes that hold all that the question asks for, none of it twice. */
export async function lanesOf(db: Database, question: TimelineQuestion): Promise<Lane[]> {
  if (question.env !== "" && !sees(question.sight, question.env)) return [];
  const asks = (kind: HappeningKind) => question.kinds.length === 0 || question.kinds.includes(kind);
  const placed = question.env !== "" || question.service !== "" || question.applications !== null;
  const bearers = question.service === "" ? [] : await bearersOf(db, question.service, question.sight);
  return [
    ...(asks("deployments") ? deploymentLanes(question, bearers) : []),
    ...observationLanes(question, bearers),
    ...(asks("commits") && !placed ? [commitLane(question)] : []),
    ...(asks("policy") && !placed ? [policyLane(question)] : []),
  ];
}

type Bearer = { id: string; environment: string; alone: boolean };

/** The applications that carry a service; what is said of one that carries nothing else is said of the service. */
function bearersOf(db: Database, service: string, sight: Sight): Promise<Bearer[]> {
  return db.$queryRaw<Bearer[]>`
    SELECT c.application_id AS id, c.environment, NOT EXISTS (SELECT 1 FROM cell o WHERE o.application_id = c.application_id
      AND o.service <> c.service) AS alone FROM cell c WHERE c.service = ${service} AND ${within(Prisma.sql`c.environment`, sight)}`;
}

function deploymentLanes(question: TimelineQuestion, bearers: Bearer[]): Lane[] {
  const { service, who, q, applications, sight } = question;
  const author = Prisma.sql`(SELECT c.author FROM commit c WHERE c.sha = t.revision)`;
  const looked = [
    ...(who === ""
      ? []
      : [Prisma.sql`CASE WHEN t.how = 'automatic' THEN COALESCE(${author}, t.by) ELSE t.by END ILIKE ${like(who)}`]),
    ...(q === ""
      ? []
      : [
          Prisma.sql`concat_ws(' ', t.application_id, t.environment, t.revision, t.by, left(t.message, 2000), t.versions::text,
            (SELECT concat_ws(' ', c.author, left(c.message, 300)) FROM commit c WHERE c.sha = t.revision)) ILIKE ${like(q)}`,
        ]),
  ];
  const lane = (where: Prisma.Sql, more: Prisma.Sql[] = []): Lane => ({
    source: "deployment",
    where,
    also: all([...looked, ...more]),
  });
  if (service === "") {
    if (applications) return applications.map((id) => lane(Prisma.sql`t.application_id = ${id}`, inside(question)));
    return places(question).map((where) => lane(where));
  }
  // What came after it with the same version of the service did not concern it.
  const changed = Prisma.sql`(t.versions->>${service}) IS DISTINCT FROM (SELECT b.versions->>${service} FROM deployment b
    WHERE b.application_id = t.application_id AND b.outcome = 'succeeded' AND (b.at, b.id) < (t.at, t.id)
    ORDER BY b.at DESC, b.id DESC LIMIT 1)`;
  return bearers
    .filter((bearer) => fits(bearer, question))
    .map((bearer) =>
      lane(Prisma.sql`t.application_id = ${bearer.id}`, [
        ...inside({ env: "", sight }),
        ...(bearer.alone ? [] : [changed]),
      ]),
    );
}

function observationLanes(question: TimelineQuestion, bearers: Bearer[]): Lane[] {
  const { kinds, env, service, who, q, applications, sight } = question;
  const observed = kinds.flatMap((kind) => OBSERVED[kind]);
  if (kinds.length > 0 && observed.length === 0) return [];
  const kind = kinds.length === 0 ? [] : [Prisma.sql`t.kind = ANY(${observed})`];
  const looked = [
    ...(who === "" ? [] : [Prisma.sql`t.details->>'by' ILIKE ${like(who)}`]),
    ...(q === ""
      ? []
      : [
          Prisma.sql`concat_ws(' ', t.application_id, t.environment, t.service, t.kind, t."from", t."to", t.details::text)
            ILIKE ${like(q)}`,
        ]),
  ];
  const lane = (where: Prisma.Sql, more: Prisma.Sql[] = []): Lane => ({
    source: "observation",
    where,
    also: all([...looked, ...more]),
  });
  if (service !== "") {
    const alone = bearers.filter((bearer) => bearer.alone && fits(bearer, question));
    return [
      lane(Prisma.sql`t.service = ${service}`, [...kind, ...inside(question), ...of(applications)]),
      ...alone.map(({ id }) =>
        lane(Prisma.sql`t.application_id = ${id}`, [
          Prisma.sql`t.service IS NULL`,
          ...inside({ env: "", sight }),
          ...kind,
        ]),
      ),
    ];
  }
  if (applications)
    return applications.map((id) => lane(Prisma.sql`t.application_id = ${id}`, [...kind, ...inside(question)]));
  if (env !== "" || sight.environments !== null) return places(question).map((where) => lane(where, kind));
  if (kinds.length === 0) return [lane(Prisma.sql`TRUE`)];
  return observed.map((one) => lane(Prisma.sql`t.kind = ${one}`));
}

function commitLane({ who, q, sight }: TimelineQuestion): Lane {
  const looked = [
    ...(sight.environments === null ? [] : [deployedWithin(Prisma.sql`t.sha`, sight)]),
    ...(who === "" ? [] : [Prisma.sql`concat_ws(' ', t.author, t.login, t.mail) ILIKE ${like(who)}`]),
    ...(q === "" ? [] : [Prisma.sql`concat_ws(' ', t.sha, t.author, left(t.message, 2000)) ILIKE ${like(q)}`]),
  ];
  return { source: "commit", where: Prisma.sql`t.on_branch_at IS NOT NULL`, also: all(looked) };
}

function policyLane({ who, q, sight }: TimelineQuestion): Lane {
  const author = Prisma.sql`(SELECT c.author FROM commit c WHERE c.sha = t.commit)`;
  const problems = sight.environments === null ? Prisma.sql`t.problems::text` : Prisma.sql`NULL`;
  const looked = [
    ...(who === "" ? [] : [Prisma.sql`${author} ILIKE ${like(who)}`]),
    ...(q === "" ? [] : [Prisma.sql`concat_ws(' ', t.commit, t.file, ${author}, ${problems}) ILIKE ${like(q)}`]),
  ];
  return { source: "policy", where: Prisma.sql`TRUE`, also: all(looked) };
}

function fits({ id, environment }: Bearer, { env, applications }: TimelineQuestion): boolean {
  return (env === "" || environment === env) && (applications === null || applications.includes(id));
}

/** The environments that are asked about, each found by the index; one that is not seen is none of them. */
function places({ env, sight }: TimelineQuestion): Prisma.Sql[] {
  if (env === "" && sight.environments === null) return [Prisma.sql`TRUE`];
  const names = env === "" ? (sight.environments ?? []) : [env];
  return names.map((name) => Prisma.sql`t.environment = ${name}`);
}

function inside({ env, sight }: Pick<TimelineQuestion, "env" | "sight">): Prisma.Sql[] {
  if (env !== "") return [Prisma.sql`t.environment = ${env}`];
  return sight.environments === null ? [] : [within(Prisma.sql`t.environment`, sight)];
}

function of(applications: string[] | null): Prisma.Sql[] {
  return applications === null ? [] : [Prisma.sql`t.application_id = ANY(${applications})`];
}

function all(conditions: Prisma.Sql[]): Prisma.Sql | null {
  return conditions.length === 0 ? null : Prisma.join(conditions, " AND ");
}

function like(part: string): string {
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}
