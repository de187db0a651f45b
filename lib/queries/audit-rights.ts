import { Prisma } from "@/lib/adapters/db/generated/client";
import type { Actor } from "@/lib/auth/actor";
import type { Pipeline } from "@/lib/domain/pipeline";
import { can } from "@/lib/domain/policy";

/**
 * Which records a person may read: those of the environments they may view, their own, and what is of no environment when
 * they administer. The rest does not exist for them.
 */
export function readable(actor: Actor, pipeline: Pipeline | null): Prisma.Sql {
  const environments = (pipeline?.environments ?? []).map(({ name }) => name);
  const seen = environments.filter((name) => can(actor, pipeline, "view", name).allowed);
  const administers = can(actor, pipeline, "administer", null).allowed;
  return Prisma.sql`(environment = ANY(${seen}) OR actor = ${actor.id} OR (environment IS NULL AND ${administers}))`;
}
