import type { Database } from "@/lib/adapters/db/client";
import { AFTER_MS, type Around, BEFORE_MS, type Span, standsAlone } from "@/lib/domain/fold-happenings";
import { type KeptObservation, kindOf } from "@/lib/domain/happening";
import type { ObservationKind } from "@/lib/domain/observation";
import { groupedBy } from "./grouped-by";
import type { TimelineRow } from "./timeline-rows";

export type Observed = KeptObservation & { id: string };
/** An observation that is told on its own. */
export type Told = Observed & { gitMoved: boolean };

/** So many deployments of one application may end within the time that one covers. */
const MOST_NEAR = 8;
/** What went before a rollout that flaps longer than this is not looked for. */
const SETTLED_MS = 24 * 60 * 60_000;

type Near = Span & { seen: string };
type Beside = { seen: string; kind: ObservationKind; to: string | null; service: string | null };

/** Of these observations those that are told on their own, by what else is known around each. */
export async function tellable(db: Database, rows: readonly TimelineRow[]): Promise<Map<string, Told>> {
  const news = rows.map(observedOf).filter((seen) => kindOf(seen.kind) !== null);
  const [deployments, beside, settled] = await Promise.all([
    near(db, news),
    besideThem(db, news),
    settledBefore(db, news),
  ]);
  const told = new Map<string, Told>();
  for (const seen of news) {
    const around: Around = {
      deployments: deployments.get(seen.id) ?? [],
      beside: beside.get(seen.id) ?? [],
      settledHealth: settled.get(seen.id) ?? null,
    };
    const gitMoved = around.beside.some((other) => other.kind === "revision");
    if (standsAlone(seen, around)) told.set(seen.id, { ...seen, gitMoved });
  }
  return told;
}

/** A row of the table as the domain knows it. */
export function observedOf({ place, data }: TimelineRow): Observed {
  const row = data as { application_id: string } & Pick<
    KeptObservation,
    "environment" | "service" | "kind" | "from" | "to"
  > &
    Partial<Pick<KeptObservation, "details">>;
  return {
    id: place.id,
    at: place.at,
    applicationId: row.application_id,
    application: row.application_id.split("/").at(-1) ?? row.application_id,
    environment: row.environment,
    service: row.service,
    kind: row.kind,
    from: row.from,
    to: row.to,
    details: row.details ?? {},
  };
}

function asked(seen: readonly Observed[]): string {
  return JSON.stringify(
    seen.map(({ id, applicationId, service, at }) => ({ id, application: applicationId, service, at })),
  );
}

/** Deployments of its application that may cover each. */
async function near(db: Database, seen: readonly Observed[]): Promise<Map<string, Near[]>> {
  if (seen.length === 0) return new Map();
  const rows = await db.$queryRaw<Near[]>`
    SELECT s.id AS seen, d.id, d.started_at AS "startedAt", d.at, d.outcome
    FROM jsonb_to_recordset(${asked(seen)}::jsonb) AS s(id text, application text, at timestamptz)
    JOIN LATERAL (
      (SELECT * FROM deployment d WHERE d.application_id = s.application AND d.at >= s.at - ${AFTER_MS} * interval '1 ms'
        ORDER BY d.at LIMIT ${MOST_NEAR})
      UNION
      (SELECT * FROM deployment d WHERE d.application_id = s.application AND d.at <= s.at + ${BEFORE_MS} * interval '1 ms'
        ORDER BY d.at DESC LIMIT 1)
    ) d ON TRUE`;
  return groupedBy(rows, (row) => row.seen);
}

/** What was seen in the same moment of the same application, as far as it explains another. */
async function besideThem(db: Database, seen: readonly Observed[]): Promise<Map<string, Beside[]>> {
  const states = seen.filter(({ kind }) => kind === "sync" || kind === "health");
  if (states.length === 0) return new Map();
  const rows = await db.$queryRaw<Beside[]>`
    SELECT s.id AS seen, o.kind, o."to", o.service
    FROM jsonb_to_recordset(${asked(states)}::jsonb) AS s(id text, application text, at timestamptz)
    JOIN observation o ON o.application_id = s.application AND o.at = s.at
    WHERE o.kind IN ('revision', 'sync', 'health')`;
  return groupedBy(rows, (row) => row.seen);
}

/** For what came back from Progressing: the last health before that. */
async function settledBefore(db: Database, seen: readonly Observed[]): Promise<Map<string, string>> {
  const back = seen.filter(({ kind, from }) => kind === "health" && from === "Progressing");
  if (back.length === 0) return new Map();
  const rows = await db.$queryRaw<{ seen: string; settled: string }[]>`
    SELECT s.id AS seen, b."to" AS settled
    FROM jsonb_to_recordset(${asked(back)}::jsonb) AS s(id text, application text, service text, at timestamptz)
    JOIN LATERAL (
      SELECT o."to" FROM observation o WHERE o.application_id = s.application AND o.at < s.at
        AND o.at > s.at - ${SETTLED_MS} * interval '1 ms' AND o.kind = 'health' AND o."to" <> 'Progressing'
        AND o.service IS NOT DISTINCT FROM s.service
      ORDER BY o.at DESC, o.id DESC LIMIT 1
    ) b ON TRUE`;
  return new Map(rows.map((row) => [row.seen, row.settled]));
}
