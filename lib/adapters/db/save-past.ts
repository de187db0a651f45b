import type { FailingPod } from "@/lib/domain/projection";
import type { InstanceReport, ProjectionChange } from "@/lib/ports";
import type { Database } from "./client";
import type { Instance } from "./generated/client";

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** A watch that is live hears something at least this often; the stream's own silence is ended far sooner. */
const MOST_SILENT_MS = 2 * 60_000;

/**
 * Keeps what the overview shows from now on, in the transaction that shows it: a row for each cell or application of
 * which anything that is kept differs from the row before. Never before that row, should the clock have been set back.
 */
export async function savePast(tx: Transaction, change: ProjectionChange): Promise<void> {
  await savePastApplications(tx, change);
  await savePastCells(tx, change);
}

async function savePastApplications(tx: Transaction, { applications, at }: ProjectionChange) {
  if (applications.length === 0) return;
  const rows = applications.map(({ id, environment, present, sync, health, tone, words }) => ({
    ...{ id, environment, present, sync, health, tone, words },
  }));
  await tx.$executeRaw`
    INSERT INTO application_past (id, at, environment, present, sync, health, tone, words)
    SELECT r.id, GREATEST(${at}, p.at), r.environment, r.present, r.sync, r.health, r.tone, r.words
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, environment text, present boolean, sync text, health text,
      tone text, words text)
    LEFT JOIN LATERAL (SELECT * FROM application_past WHERE id = r.id ORDER BY at DESC LIMIT 1) AS p ON TRUE
    WHERE (p.id, p.environment, p.present, p.sync, p.health, p.tone, p.words)
      IS DISTINCT FROM (r.id, r.environment, r.present, r.sync, r.health, r.tone, r.words)
    ON CONFLICT (id, at) DO UPDATE SET environment = excluded.environment, present = excluded.present, sync = excluded.sync,
      health = excluded.health, tone = excluded.tone, words = excluded.words`;
}

async function savePastCells(tx: Transaction, { cells, goneCells, at }: ProjectionChange) {
  const kept = cells.map((cell) => ({ ...cell, gone: false, failing: cell.failing.map(keptPod).sort(byPod) }));
  // Nothing of a cell that is gone is told, and one that another application fills now is not gone.
  const left = goneCells
    .filter((gone) => !cells.some((cell) => cell.environment === gone.environment && cell.service === gone.service))
    .map((cell) => ({ ...cell, ...NOTHING }));
  if (kept.length + left.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO cell_past (environment, service, at, application_id, gone, desired, running, in_git, state, tone, words, sync, health,
      failing)
    SELECT r.environment, r.service, GREATEST(${at}, p.at), r."applicationId", r.gone, r.desired,
      ARRAY(SELECT jsonb_array_elements_text(r.running)), r."inGit", r.state, r.tone, r.words, r.sync, r.health, r.failing
    FROM jsonb_to_recordset(${JSON.stringify([...kept, ...left])}::jsonb) AS r(environment text, service text, "applicationId" text,
      gone boolean, desired text, running jsonb, "inGit" text, state text, tone text, words text, sync text, health text,
      failing jsonb)
    LEFT JOIN LATERAL (
      SELECT * FROM cell_past c WHERE c.environment = r.environment AND c.service = r.service ORDER BY c.at DESC LIMIT 1
    ) AS p ON TRUE
    WHERE (p.environment, p.application_id, p.gone, p.desired, to_jsonb(p.running), p.in_git, p.state, p.tone, p.words, p.sync,
        p.health, p.failing)
      IS DISTINCT FROM (r.environment, r."applicationId", r.gone, r.desired, r.running, r."inGit", r.state, r.tone, r.words, r.sync,
        r.health, r.failing) AND NOT (r.gone AND p.application_id IS DISTINCT FROM r."applicationId")
    ON CONFLICT (environment, service, at) DO UPDATE SET application_id = excluded.application_id, gone = excluded.gone,
      desired = excluded.desired, running = excluded.running, in_git = excluded.in_git, state = excluded.state, tone = excluded.tone,
      words = excluded.words, sync = excluded.sync, health = excluded.health, failing = excluded.failing`;
}

/** Restarts and messages change all the time, and are no change of what runs. */
function keptPod({ pod, service, version, reason, since }: FailingPod) {
  return { pod, service, version, reason, since };
}

function byPod(a: { pod: string }, b: { pod: string }): number {
  return a.pod < b.pod ? -1 : 1;
}

const NOTHING = {
  gone: true,
  desired: null,
  running: [],
  inGit: null,
  state: "not-deployed",
  tone: "unknown",
  words: "",
  sync: "Unknown",
  health: "Unknown",
  failing: [],
};

/** Keeps from when to when an Argo CD was not being heard: it was lost, or no worker was there to hear it. */
export async function saveWatchGap(tx: Transaction, before: Instance | null, report: InstanceReport): Promise<void> {
  if (!before) return;
  const heardAt = before.lastEventAt ?? before.since;
  const key = { instance: report.name, from: heardAt };
  if (report.state !== "live") {
    const open = await tx.watchGap.findFirst({ where: { instance: report.name, until: null } });
    if (!open) await tx.watchGap.upsert({ where: { instance_from: key }, create: key, update: { until: null } });
    return;
  }
  const { count } = await tx.watchGap.updateMany({
    where: { instance: report.name, until: null },
    data: { until: report.at },
  });
  // The list was read anew: what is more than a moment ago was not heard by anybody.
  const isRelisted = report.lastListAt !== null && report.lastListAt.getTime() !== before.lastListAt?.getTime();
  if (count > 0 || !isRelisted || report.at.getTime() - heardAt.getTime() < MOST_SILENT_MS) return;
  await tx.watchGap.upsert({
    where: { instance_from: key },
    create: { ...key, until: report.at },
    update: { until: report.at },
  });
}
