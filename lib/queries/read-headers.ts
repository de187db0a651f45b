import type { Database } from "@/lib/adapters/db/client";
import type { Application, Commit as CommitRow, Deployment } from "@/lib/adapters/db/generated/client";
import { asHealth, asList, asOperation, asSync, asWord } from "@/lib/adapters/db/json-columns";
import { matchesGlob } from "@/lib/domain/glob";
import type { Freeze, Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { type HealthState, type SyncState, TONES, type Tone, worstHealth, worstTone } from "@/lib/domain/status";
import { policyWords } from "@/lib/domain/sync-policy";
import { windowState } from "@/lib/domain/sync-window";
import type { Commit, EnvironmentHeader, LastDeployment, WindowState } from "@/lib/http/contracts/overview";
import { cellTones } from "./cell-tones";
import { type Counts, countApplications } from "./count-applications";
import { leadApplicationIds } from "./lead-applications";

type HeaderContext = {
  pipeline: Pipeline | null;
  now: Date;
  instances: Map<string, { url: string; lastEventAt: Date | null }>;
};

/** The headers of these environments, from the projection alone. */
export async function readHeaders(
  db: Database,
  resolved: readonly ResolvedEnvironment[],
  context: HeaderContext,
): Promise<EnvironmentHeader[]> {
  const names = resolved.map((r) => r.environment.name);
  const [counts, leads, deployments, tones, present] = await Promise.all([
    countApplications(db, names),
    leadApplications(db, names),
    lastDeployments(db, names),
    cellTones(db, names),
    presentNames(db, resolved),
  ]);
  const shas = [
    ...new Set(
      [...leads, ...deployments].flatMap(
        (row) => ("deployedRevision" in row ? row.deployedRevision : row.revision) ?? [],
      ),
    ),
  ];
  const commits = new Map((await db.commit.findMany({ where: { sha: { in: shas } } })).map((c) => [c.sha, c]));
  return resolved.map((r) =>
    headerOf(r, {
      context,
      counts: counts.find((c) => c.environment === r.environment.name),
      lead: leads.find((l) => l.environment === r.environment.name),
      deployment: deployments.find((d) => d.environment === r.environment.name),
      cellTones: tones.filter((t) => t.environment === r.environment.name).map((t) => t.tone),
      present,
      commits,
    }),
  );
}

type HeaderRows = {
  context: HeaderContext;
  counts: Counts | undefined;
  lead: Application | undefined;
  deployment: Deployment | undefined;
  cellTones: Tone[];
  present: Set<string>;
  commits: Map<string, CommitRow>;
};

function headerOf({ environment, claims }: ResolvedEnvironment, rows: HeaderRows): EnvironmentHeader {
  const { counts, lead, deployment, context } = rows;
  const missing =
    claims.by === "names" ? claims.names.filter((name) => !rows.present.has(`${environment.argocd}/${name}`)) : [];
  const health: HealthState = worstHealth((counts?.healths ?? []).map(asHealth)) ?? "Unknown";
  const syncs = (counts?.syncs ?? []).map(asSync);
  const sync: SyncState =
    syncs.includes("Unknown") || syncs.length === 0 ? "Unknown" : syncs.includes("OutOfSync") ? "OutOfSync" : "Synced";
  const tone = worstTone([
    ...(missing.length > 0 ? (["failing"] as const) : []),
    ...(counts?.tones ?? []).map((word) => asWord(word, TONES, "unknown")),
    ...rows.cellTones,
  ]);
  const revision =
    deployment?.outcome === "succeeded"
      ? deployment.revision
      : (lead?.deployedRevision ?? deployment?.revision ?? null);
  const instance = context.instances.get(environment.argocd);
  const commit = revision ? commitOf(revision, rows.commits.get(revision)) : null;
  return {
    name: environment.name,
    short: environment.short,
    position: environment.position,
    tone,
    words: toneWords(tone, health, missing.length),
    health,
    sync,
    syncWords: syncWords(sync, environment.sync),
    applications: {
      total: counts?.total ?? 0,
      missing,
      failing: counts?.failing ?? 0,
      moving: counts?.moving ?? 0,
      outOfSync: counts?.out ?? 0,
    },
    revision: commit,
    window: windowOf(environment, context),
    lastDeployment: deploymentOf(deployment),
    lastOperation: asOperation(lead?.operation ?? null),
    policy: policyWords(environment.sync, lead ? asAutomated(lead.automated) : null),
    conditions: asList<EnvironmentHeader["conditions"][number]>(lead?.conditions ?? []),
    instance: environment.argocd,
    asOf: instance?.lastEventAt?.toISOString() ?? null,
    links: {
      argocd:
        lead && instance
          ? `${instance.url.replace(/\/$/, "")}/applications/${lead.namespace}/${encodeURIComponent(lead.name)}`
          : null,
      git: commit?.url ?? null,
    },
  };
}

function asAutomated(value: unknown): { enabled: boolean; prune: boolean; selfHeal: boolean } {
  return value as { enabled: boolean; prune: boolean; selfHeal: boolean };
}

export function commitOf(sha: string, row: CommitRow | undefined): Commit {
  return {
    sha,
    author: row?.author ?? "",
    message: row?.message.split("\n")[0] ?? "",
    at: row?.at?.toISOString() ?? null,
    url: row?.url ?? null,
  };
}

function toneWords(tone: Tone, health: HealthState, missing: number): string {
  if (missing > 0) return missing === 1 ? "An application is missing" : `${missing} applications are missing`;
  switch (tone) {
    case "failing":
      return health === "Degraded" ? "Degraded" : "Failing";
    case "attention":
      return "Needs a look";
    case "moving":
      return "Progressing";
    case "waiting":
      return health === "Missing" ? "Not deployed yet" : "Waiting";
    case "unknown":
      return "Unknown";
    case "fine":
      return "Healthy";
  }
}

function syncWords(sync: SyncState, declared: "automatic" | "manual"): string {
  switch (sync) {
    case "Synced":
      return "Synced";
    case "OutOfSync":
      return declared === "manual" ? "Out of sync" : "Out of sync";
    case "Unknown":
      return "Not known";
  }
}

function windowOf(environment: ResolvedEnvironment["environment"], { pipeline, now }: HeaderContext): WindowState {
  const freezes: Freeze[] = (pipeline?.freezes ?? []).filter((freeze) => matchesGlob(freeze.in, environment.name));
  const { state, changesAt, reason, rule } = windowState(
    { windows: environment.windows, maintenance: environment.maintenance, freezes },
    now,
  );
  return { state, changesAt: changesAt?.toISOString() ?? null, words: reason, rule };
}

function deploymentOf(row: Deployment | undefined): LastDeployment {
  if (!row) return null;
  return {
    at: row.at.toISOString(),
    by: row.by,
    how: asWord(row.how, ["automatic", "by hand", "rollback"] as const, "by hand"),
    revision: row.revision,
    outcome: asWord(row.outcome, ["succeeded", "failed", "running"] as const, "succeeded"),
  };
}

async function leadApplications(db: Database, names: string[]): Promise<Application[]> {
  return db.application.findMany({ where: { id: { in: await leadApplicationIds(db, names) } } });
}

async function lastDeployments(db: Database, names: string[]): Promise<Deployment[]> {
  const rows = await Promise.all(
    names.map((environment) => db.deployment.findFirst({ where: { environment }, orderBy: { at: "desc" } })),
  );
  return rows.filter((row) => row !== null);
}

async function presentNames(db: Database, resolved: readonly ResolvedEnvironment[]): Promise<Set<string>> {
  const names = resolved.flatMap(({ claims }) => (claims.by === "names" ? claims.names : []));
  const rows = await db.application.findMany({
    where: { name: { in: names }, present: true },
    select: { instance: true, name: true },
  });
  return new Set(rows.map((row) => `${row.instance}/${row.name}`));
}
