import { Prisma } from "@/lib/adapters/db/generated/client";
import type { Actor } from "@/lib/auth/actor";
import type { Pipeline } from "@/lib/domain/pipeline";
import { can } from "@/lib/domain/policy";

/** Which records a person may read: those of the environments they may view and their own; all when they administer. */
export function readable(actor: Actor, pipeline: Pipeline | null): Prisma.Sql {
  if (can(actor, pipeline, "administer", null).allowed) return Prisma.sql`TRUE`;
  const environments = (pipeline?.environments ?? []).map(({ name }) => name);
  const seen = environments.filter((name) => can(actor, pipeline, "view", name).allowed);
  return Prisma.sql`(environment = ANY(${seen}) OR actor = ${actor.id})`;
}
