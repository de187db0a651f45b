import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { policyInForce, resolvedEnvironments } from "@/lib/adapters/db/projection-store";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { type Sight, type SightIn, seenOf } from "@/lib/domain/sight";

export type Seen = { pipeline: Pipeline | null; sight: Sight; environments: ResolvedEnvironment[] };

/** The policy in force, what may be viewed by it, and the environments that are. */
export async function seen(db: Database, sightIn: SightIn): Promise<Seen> {
  const [policy, all] = await Promise.all([policyInForce(db), resolvedEnvironments(db)]);
  const pipeline = policy?.pipeline ?? null;
  const sight = sightIn(pipeline);
  return { pipeline, sight, environments: seenOf(sight, all) };
}

/** As a condition on a column that holds an environment's name. */
export function within(column: Prisma.Sql, { environments }: Sight): Prisma.Sql {
  return environments === null ? Prisma.sql`TRUE` : Prisma.sql`${column} = ANY(${[...environments]}::text[])`;
}

/** A service, by the column of its name, that has a place in what is seen. */
export function hasPlace(service: Prisma.Sql, sight: Sight): Prisma.Sql {
  if (sight.environments === null) return Prisma.sql`TRUE`;
  return Prisma.sql`EXISTS (SELECT 1 FROM cell seen WHERE seen.service = ${service} AND ${within(Prisma.sql`seen.environment`, sight)})`;
}

/**
 * A commit, by the column of its SHA, that was deployed where one sees. What a commit touches is not kept: one that was
 * deployed nowhere else may be of an environment that is not seen, so it is not shown either.
 */
export function deployedWithin(sha: Prisma.Sql, sight: Sight): Prisma.Sql {
  if (sight.environments === null) return Prisma.sql`TRUE`;
  return Prisma.sql`EXISTS (SELECT 1 FROM deployment seen WHERE seen.revision = ${sha} AND ${within(Prisma.sql`seen.environment`, sight)})`;
}
