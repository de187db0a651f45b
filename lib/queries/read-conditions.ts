import type { Database } from "@/lib/adapters/db/client";
import { TONES } from "@/lib/domain/status";

const MOST_CONDITIONS = 10;

export type ApplicationCondition = {
  environment: string;
  application: string;
  type: string;
  message: string;
  since: string | null;
};

/**
 * What Argo CD complains of in each environment, at most ten of each: what keeps an application from being compared
 * comes first, then other errors, then the worst application's, then by name.
 */
export async function readConditions(db: Database, environments: readonly string[]): Promise<ApplicationCondition[]> {
  return db.$queryRaw<ApplicationCondition[]>`
    SELECT e.name AS environment, c.* FROM unnest(${[...environments]}::text[]) AS e(name)
    CROSS JOIN LATERAL (
      SELECT a.name AS application, one->>'type' AS type, one->>'message' AS message, one->>'since' AS since
      FROM application a CROSS JOIN LATERAL jsonb_array_elements(a.conditions) AS one
      WHERE a.environment = e.name AND a.present AND a.conditions <> '[]'::jsonb
      ORDER BY one->>'type' IN ('ComparisonError', 'InvalidSpecError') DESC, one->>'type' LIKE '%Error' DESC,
        array_position(${[...TONES]}::text[], a.tone), a.name, one->>'type'
      LIMIT ${MOST_CONDITIONS}
    ) AS c`;
}
