import { observedEntries } from "@/lib/domain/audit/observed";
import type { ProjectionChange } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import { LIVE_CHANNEL } from "./channels";
import type { Database } from "./client";
import { savePast } from "./save-past";
import { saveResourceNames } from "./save-resource-names";

type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** Held by every transaction that writes the projection; whoever takes it alone waits for all of them to end. */
export const WRITING = 72_002;

/** One transaction: rows, history, the live change and its notification. Writing the same change twice changes nothing. */
export async function saveProjection(db: Database, change: ProjectionChange): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${WRITING})`;
      await saveServices(tx, change);
      await saveApplications(tx, change);
      await saveResourceNames(tx, change.applications);
      await saveCells(tx, change);
      await savePast(tx, change);
      const ended = await newlyEnded(tx, change);
      await saveDeployments(tx, change);
      const forgotten = await endForgotten(tx, change);
      await saveObservations(tx, change);
      await announce(tx, {
        at: change.at,
        cells: [...change.cells, ...change.goneCells].map((cell) => `${cell.environment}/${cell.service}`),
        environments: environmentsOf(change),
        everything: change.services.length > 0,
      });
      await appendAudit(tx, observedEntries(change.at, change.observations, [...ended, ...forgotten]));
    },
    { timeout: 30_000, maxWait: 10_000 },
  );
}

/** Live changes get their ids in commit order: the lock is held until the commit, so that no reader can skip one. */
export async function announce(
  tx: Transaction,
  change: { at: Date; cells: string[]; environments: string[]; everything: boolean },
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(72001)`;
  const { id } = await tx.liveChange.create({ data: change, select: { id: true } });
  await tx.$executeRaw`SELECT pg_notify(${LIVE_CHANNEL}, ${String(id)})`;
}

function environmentsOf(change: ProjectionChange): string[] {
  const named = [
    ...change.applications.map((a) => a.environment),
    ...change.deployments.map((d) => d.environment),
    ...change.cells.map((c) => c.environment),
  ];
  return [...new Set(named.filter((name) => name !== null))];
}

async function saveServices(tx: Transaction, { services }: ProjectionChange) {
  if (services.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO service (name, position, about)
    SELECT r.name, r.position, r.about FROM jsonb_to_recordset(${JSON.stringify(services)}::jsonb) AS r(name text, position int, about text)
    ON CONFLICT (name) DO NOTHING`; // the policy's own services come first
}

async function saveApplications(tx: Transaction, { applications }: ProjectionChange) {
  if (applications.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO application (id, instance, namespace, name, project, environment, present, sync, health, health_message,
      health_since, revision, deployed_revision, operation, conditions, resources, automated, tone, words)
    SELECT r.id, r.instance, r.namespace, r.name, r.project, r.environment, r.present, r.sync, r.health, r."healthMessage",
      r."healthSince", r.revision, r."deployedRevision", r.operation, r.conditions, r.resources, r.automated, r.tone, r.words
    FROM jsonb_to_recordset(${JSON.stringify(applications)}::jsonb) AS r(id text, instance text, namespace text, name text, project text,
      environment text, present boolean, sync text, health text, "healthMessage" text, "healthSince" timestamptz, revision text,
      "deployedRevision" text, operation jsonb, conditions jsonb, resources jsonb, automated jsonb, tone text, words text)
    ON CONFLICT (id) DO UPDATE SET project = excluded.project, environment = excluded.environment, present = excluded.present,
      sync = excluded.sync, health = excluded.health, health_message = excluded.health_message, health_since = excluded.health_since,
      revision = excluded.revision, deployed_revision = excluded.deployed_revision, operation = excluded.operation,
      conditions = excluded.conditions, resources = excluded.resources, automated = excluded.automated, tone = excluded.tone,
      words = excluded.words`;
}

async function saveCells(tx: Transaction, { cells, goneCells, at }: ProjectionChange) {
  if (goneCells.length > 0)
    await tx.$executeRaw`
      DELETE FROM cell USING jsonb_to_recordset(${JSON.stringify(goneCells)}::jsonb) AS r(environment text, service text,
        "applicationId" text)
      WHERE cell.environment = r.environment AND cell.service = r.service AND cell.application_id = r."applicationId"`;
  if (cells.length === 0) return;
  const rows = cells.map((cell) => ({
    ...cell,
    readyPods: cell.ready?.ready ?? null,
    totalPods: cell.ready?.total ?? null,
  }));
  await tx.$executeRaw`
    INSERT INTO cell (environment, service, application_id, desired, running, in_git, state, tone, words, sync, health, ready, total,
      still_serves, failing, since)
    SELECT r.environment, r.service, r."applicationId", r.desired, ARRAY(SELECT jsonb_array_elements_text(r.running)), r."inGit", r.state,
      r.tone, r.words, r.sync, r.health, r."readyPods", r."totalPods", r."stillServes", r.failing, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(environment text, service text, "applicationId" text, desired text,
      running jsonb, "inGit" text, state text, tone text, words text, sync text, health text, "readyPods" int, "totalPods" int,
      "stillServes" text, failing jsonb)
    ON CONFLICT (environment, service) DO UPDATE SET application_id = excluded.application_id, desired = excluded.desired,
      running = excluded.running, in_git = excluded.in_git,
      since = CASE WHEN cell.state = excluded.state THEN cell.since ELSE excluded.since END,
      state = excluded.state, tone = excluded.tone, words = excluded.words, sync = excluded.sync, health = excluded.health,
      ready = excluded.ready, total = excluded.total, still_serves = excluded.still_serves, failing = excluded.failing`;
}

/**
 * Those whose end the database does not hold yet: a change that is written again is not on record again. What was seen
 * running was watched, however late its end came; what ended before anybody looked is only history.
 */
async function newlyEnded(
  tx: Transaction,
  { deployments }: ProjectionChange,
): Promise<ProjectionChange["deployments"]> {
  const ended = deployments.filter(({ outcome }) => outcome !== "running");
  if (ended.length === 0) return [];
  const known = await tx.deployment.findMany({
    where: { id: { in: ended.map(({ id }) => id) } },
    select: { id: true, outcome: true },
  });
  const before = new Map(known.map((one) => [one.id, one.outcome]));
  return ended.filter(({ id, outcome, observedLate }) => (before.has(id) ? before.get(id) !== outcome : !observedLate));
}

/** Who and how are kept from the first sight: the operation names the person, Argo CD's history only the account. */
async function saveDeployments(tx: Transaction, { deployments }: ProjectionChange) {
  if (deployments.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO deployment (id, application_id, environment, argo_id, revision, started_at, at, by, how, outcome, message, versions, observed_late)
    SELECT r.id, r."applicationId", r.environment, r."argoId", r.revision, r."startedAt", r.at, r.by, r.how, r.outcome, r.message,
      r.versions, r."observedLate"
    FROM jsonb_to_recordset(${JSON.stringify(deployments)}::jsonb) AS r(id text, "applicationId" text, environment text, "argoId" int,
      revision text, "startedAt" timestamptz, at timestamptz, by text, how text, outcome text, message text, versions jsonb,
      "observedLate" boolean)
    ON CONFLICT (id) DO UPDATE SET environment = excluded.environment, argo_id = COALESCE(excluded.argo_id, deployment.argo_id),
      revision = COALESCE(excluded.revision, deployment.revision), at = excluded.at, outcome = excluded.outcome,
      message = CASE WHEN excluded.message = '' THEN deployment.message ELSE excluded.message END,
      versions = CASE WHEN excluded.versions = '{}'::jsonb THEN deployment.versions ELSE excluded.versions END`;
}

type Forgotten = Parameters<typeof observedEntries>[2][number];

/** An application does one thing at a time: an attempt that began before what it does now is over, seen or not. */
async function endForgotten(tx: Transaction, { applications }: ProjectionChange): Promise<Forgotten[]> {
  const operations = applications.flatMap(({ id, operation }) =>
    operation?.startedAt ? [{ id, startedAt: operation.startedAt }] : [],
  );
  if (operations.length === 0) return [];
  return tx.$queryRaw<Forgotten[]>`
    UPDATE deployment SET outcome = 'failed', message = 'It ended while nobody watched, and Argo CD does not say how.'
    FROM jsonb_to_recordset(${JSON.stringify(operations)}::jsonb) AS r(id text, "startedAt" timestamptz)
    WHERE deployment.application_id = r.id AND deployment.outcome = 'running' AND deployment.started_at < r."startedAt"
    RETURNING deployment.application_id AS "applicationId", environment, revision, by, how, outcome, message, versions`;
}

async function saveObservations(tx: Transaction, { observations }: ProjectionChange) {
  if (observations.length === 0) return;
  await tx.observation.createMany({ data: observations });
}
