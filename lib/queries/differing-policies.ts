import type { Database } from "@/lib/adapters/db/client";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Differing } from "@/lib/domain/sync-policy";

/**
 * Of each environment the applications that sync by themselves where people should, or the other way round; none where
 * all do as declared. Any application may differ, however well it is, so all are looked at, and one row comes back.
 */
export async function differingPolicies(
  db: Database,
  resolved: readonly ResolvedEnvironment[],
): Promise<Map<string, Differing>> {
  const names = resolved.map((r) => r.environment.name);
  const automatic = resolved.map((r) => r.environment.sync === "automatic");
  const rows = await db.$queryRaw<{ environment: string; first: string; count: number }[]>`
    SELECT d.environment, min(a.name) AS first, count(*)::int AS count
    FROM unnest(${names}::text[], ${automatic}::boolean[]) AS d(environment, automatic)
    JOIN application a ON a.environment = d.environment
    WHERE a.present AND a.automated->'enabled' = to_jsonb(NOT d.automatic) GROUP BY d.environment`;
  return new Map(rows.map(({ environment, first, count }) => [environment, { first, count }]));
}
