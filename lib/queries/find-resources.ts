import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import { asHealth, asSync } from "@/lib/adapters/db/json-columns";
import { inOrder, type Terms } from "@/lib/domain/finding";
import { resourceKey } from "@/lib/domain/resource-key";
import { resourceTone } from "@/lib/domain/resource-tone";
import type { Sight } from "@/lib/domain/sight";
import type { Found } from "@/lib/http/contracts/find";
import { environmentPath } from "@/lib/routes";
import { closeness, has, hasAll, READ } from "./find-sql";
import { within } from "./seen";

/** Looked into for the resources themselves; a name that so many applications share is told apart by more words. */
const MOST_APPLICATIONS = 48;

type Row = {
  id: string;
  group: string;
  application: string;
  environment: string;
  kind: string;
  name: string;
  namespace: string;
  health: string | null;
  sync: string | null;
  requiresPruning: boolean | null;
};

/**
 * Resources by name and kind. Names stand in one text for each application (save-resource-names.ts): a first look picks the
 * applications with the best fit, a second takes their resources apart.
 */
export async function findResources(db: Database, { words, lead }: Terms, sight: Sight): Promise<Found[]> {
  const names = Prisma.sql`n.names`;
  const text = Prisma.sql`(n.names || lower(a.name || ' ' || a.environment))`;
  const others = words.filter((word) => word !== lead);
  const alike = others.length === 0 ? Prisma.sql`TRUE` : hasAll(text, others);
  const best = Prisma.sql`CASE WHEN ${has(names, `\n${lead}\t`)} THEN 0 WHEN ${has(names, `\n${lead}`)} THEN 1
    WHEN ${has(names, `-${lead}`)} THEN 2 ELSE 3 END`;
  const name = Prisma.sql`lower(r.name)`;
  const whole = Prisma.sql`lower(concat_ws(' ', r.name, r.kind, a.name, a.environment))`;
  const rows = await db.$queryRaw<Row[]>`
    WITH candidate AS MATERIALIZED (SELECT a.id FROM resource_names n JOIN application a ON a.id = n.application_id
      WHERE ${has(names, lead)} AND a.present AND a.environment IS NOT NULL AND ${within(Prisma.sql`a.environment`, sight)} AND ${alike} ORDER BY ${best} LIMIT ${MOST_APPLICATIONS})
    SELECT a.id, a.name AS application, a.environment, COALESCE(r."group", '') AS "group", r.kind, r.name, COALESCE(r.namespace, '') AS namespace, r.health, r.sync,
      r."requiresPruning"
    FROM candidate JOIN application a ON a.id = candidate.id
    CROSS JOIN LATERAL jsonb_to_recordset(a.resources) AS r("group" text, kind text, name text, namespace text, health text, sync text,
      "requiresPruning" boolean)
    WHERE ${has(name, lead)} AND ${hasAll(whole, words)}
    ORDER BY ${closeness(name, lead)}, length(r.name), r.name, a.environment LIMIT ${READ}`;
  return inOrder(rows, (row) => row.name, lead).map((row) => ({
    key: `${row.id}/${resourceKey(row)}`,
    name: row.name,
    detail: `${row.kind} of ${row.application}`,
    href: environmentPath(row.environment, "resources", {
      application: row.application,
      q: row.name,
      resource: resourceKey(row),
    }),
    outside: false,
    ...standingOf(row),
    at: null,
  }));
}

function standingOf({ health, sync, requiresPruning }: Row): Pick<Found, "tone" | "words"> {
  const resource = {
    health: health === null ? null : asHealth(health),
    sync: sync === null ? null : asSync(sync),
    requiresPruning: requiresPruning ?? false,
  };
  return { tone: resourceTone(resource), words: resource.health ?? resource.sync ?? "" };
}
