import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { HappeningKind, TimelineFilter } from "@/lib/http/contracts/timeline";
import type { TimelineSource } from "./timeline-place";

/**
 * One way through a table in the order of time, by one of its indexes. `where` is what the index finds; `also` is what must
 * be looked at row by row, and is given up after so many rows.
 */
export type Lane = { source: TimelineSource; where: Prisma.Sql; also: Prisma.Sql | null };

/** What is asked for: a person's filter, and the applications that it is narrowed to; null: all. */
export type TimelineQuestion = TimelineFilter & { applications: string[] | null };

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
  const asks = (kind: HappeningKind) => question.kinds.length === 0 || question.kinds.includes(kind);
  const placed = question.env !== "" || question.service !== "" || question.applications !== null;
  const bearers = question.service === "" ? [] : await bearersOf(db, question.service);
  return [
    ...(asks("deployments") ? deploymentLanes(question, bearers) : []),
    ...observationLanes(question, bearers),
    ...(asks("commits") && !placed ? [commitLane(question)] : []),
    ...(asks("policy") && !placed ? [policyLane(question)] : []),
  ];
}

type Bearer = { id: string; environment: string; alone: boolean };

/** The applications that carry a service; what is said of one that carries nothing else is said of the service. */
function bearersOf(db: Database, service: string): Promise<Bearer[]> {
  return db.$queryRaw<Bearer[]>`
    SELECT c.application_id AS id, c.environment, NOT EXISTS (SELECT 1 FROM cell o WHERE o.application_id = c.application_id
      AND o.service <> c.service) AS alone FROM cell c WHERE c.service = ${service}`;
}

function deploymentLanes(question: TimelineQuestion, bearers: Bearer[]): Lane[] {
  const { env, service, who, q, applications } = question;
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
    if (applications) return applications.map((id) => lane(Prisma.sql`t.application_id = ${id}`, inside(env)));
    return [lane(env === "" ? Prisma.sql`TRUE` : Prisma.sql`t.environment = ${env}`)];
  }
  // What came after it with the same version of the service did not concern it.
  const changed = Prisma.sql`(t.versions->>${service}) IS DISTINCT FROM (SELECT b.versions->>${service} FROM deployment b
    WHERE b.application_id = t.application_id AND b.outcome = 'succeeded' AND (b.at, b.id) < (t.at, t.id)
    ORDER BY b.at DESC, b.id DESC LIMIT 1)`;
  return bearers
    .filter((bearer) => fits(bearer, question))
    .map((bearer) => lane(Prisma.sql`t.application_id = ${bearer.id}`, bearer.alone ? [] : [changed]));
}

function observationLanes(question: TimelineQuestion, bearers: Bearer[]): Lane[] {
  const { kinds, env, service, who, q, applications } = question;
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
      lane(Prisma.sql`t.service = ${service}`, [...kind, ...inside(env), ...of(applications)]),
      ...alone.map(({ id }) => lane(Prisma.sql`t.application_id = ${id}`, [Prisma.sql`t.service IS NULL`, ...kind])),
    ];
  }
  if (applications)
    return applications.map((id) => lane(Prisma.sql`t.application_id = ${id}`, [...kind, ...inside(env)]));
  if (env !== "") return [lane(Prisma.sql`t.environment = ${env}`, kind)];
  if (kinds.length === 0) return [lane(Prisma.sql`TRUE`)];
  return observed.map((one) => lane(Prisma.sql`t.kind = ${one}`));
}

function commitLane({ who, q }: TimelineQuestion): Lane {
  const looked = [
    ...(who === "" ? [] : [Prisma.sql`concat_ws(' ', t.author, t.login, t.mail) ILIKE ${like(who)}`]),
    ...(q === "" ? [] : [Prisma.sql`concat_ws(' ', t.sha, t.author, left(t.message, 2000)) ILIKE ${like(q)}`]),
  ];
  return { source: "commit", where: Prisma.sql`t.on_branch_at IS NOT NULL`, also: all(looked) };
}

function policyLane({ who, q }: TimelineQuestion): Lane {
  const author = Prisma.sql`(SELECT c.author FROM commit c WHERE c.sha = t.commit)`;
  const looked = [
    ...(who === "" ? [] : [Prisma.sql`${author} ILIKE ${like(who)}`]),
    ...(q === "" ? [] : [Prisma.sql`concat_ws(' ', t.commit, t.file, ${author}, t.problems::text) ILIKE ${like(q)}`]),
  ];
  return { source: "policy", where: Prisma.sql`TRUE`, also: all(looked) };
}

function fits({ id, environment }: Bearer, { env, applications }: TimelineQuestion): boolean {
  return (env === "" || environment === env) && (applications === null || applications.includes(id));
}

function inside(env: string): Prisma.Sql[] {
  return env === "" ? [] : [Prisma.sql`t.environment = ${env}`];
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
