import type { Database } from "@/lib/adapters/db/client";
import { asVersions } from "@/lib/adapters/db/json-columns";
import { AFTER_MS, BEFORE_MS, foldsUnder, type Span } from "@/lib/domain/fold-happenings";
import { observationWords } from "@/lib/domain/happening-words";
import { type VersionChange, versionChanges } from "@/lib/domain/version-changes";
import type { TimelineStep } from "@/lib/http/contracts/timeline";
import { groupedBy } from "./grouped-by";
import { observedOf } from "./timeline-around";

export type DeploymentDetails = {
  steps: TimelineStep[];
  changes: VersionChange[];
  author: { author: string; message: string } | null;
};

const MOST_STEPS = 40;

type Step = { deployment: string; id: bigint; at: Date; data: Record<string, unknown> };
type Known = Span & { versions: unknown; before: unknown; author: string | null; message: string | null };

/** What belongs to each of these deployments: its commit, what it changed, and what went as it should meanwhile. */
export async function deploymentDetails(db: Database, ids: string[]): Promise<Map<string, DeploymentDetails>> {
  if (ids.length === 0) return new Map();
  const [known, steps] = await Promise.all([readKnown(db, ids), readSteps(db, ids)]);
  return new Map(
    known.map((one) => [
      one.id,
      {
        author: one.author === null ? null : { author: one.author, message: one.message ?? "" },
        changes: one.before ? versionChanges(asVersions(one.before), asVersions(one.versions)) : [],
        steps: (steps.get(one.id) ?? []).flatMap((step) => stepOf(step, one)),
      },
    ]),
  );
}

function readKnown(db: Database, ids: string[]): Promise<Known[]> {
  return db.$queryRaw<Known[]>`
    SELECT d.id, d.started_at AS "startedAt", d.at, d.outcome, d.versions, left(c.author, 100) AS author, left(c.message, 500) AS message,
      (SELECT b.versions FROM deployment b WHERE b.application_id = d.application_id AND b.outcome = 'succeeded'
        AND (b.at, b.id) < (d.at, d.id) ORDER BY b.at DESC, b.id DESC LIMIT 1) AS before
    FROM deployment d LEFT JOIN commit c ON c.sha = d.revision WHERE d.id = ANY(${ids})`;
}

/** From a moment before it began until a while after it ended, or until the next one begins. */
async function readSteps(db: Database, ids: string[]): Promise<Map<string, Step[]>> {
  const rows = await db.$queryRaw<Step[]>`
    SELECT d.id AS deployment, o.id, o.at, to_jsonb(o) AS data
    FROM deployment d
    LEFT JOIN LATERAL (SELECT n.started_at FROM deployment n WHERE n.application_id = d.application_id AND n.at > d.at
      ORDER BY n.at LIMIT 1) next ON TRUE
    JOIN LATERAL (SELECT o.* FROM observation o WHERE o.application_id = d.application_id
      AND o.at >= COALESCE(d.started_at, d.at) - ${BEFORE_MS} * interval '1 ms'
      AND (d.outcome = 'running' OR o.at <= d.at + ${AFTER_MS} * interval '1 ms')
      AND (next.started_at IS NULL OR o.at < next.started_at - ${BEFORE_MS} * interval '1 ms')
      ORDER BY o.at DESC, o.id DESC LIMIT ${MOST_STEPS}) o ON TRUE
    WHERE d.id = ANY(${ids})
    ORDER BY o.at DESC, o.id DESC`;
  return groupedBy(rows, (row) => row.deployment);
}

function stepOf(step: Step, deployment: Known): TimelineStep[] {
  const seen = observedOf({ place: { at: step.at, source: "observation", id: String(step.id) }, data: step.data });
  if (!foldsUnder(seen, deployment)) return [];
  const { words, tone } = observationWords(seen, { gitMoved: true });
  return [{ id: String(step.id), at: seen.at.toISOString(), words, tone }];
}
