import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asHealth, asOperation, asSync, asWord } from "@/lib/adapters/db/json-columns";
import { environmentWords, syncOfAll } from "@/lib/domain/environment-verdict";
import { matchesGlob } from "@/lib/domain/glob";
import type { Freeze, Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { TONES, type Tone, worstHealth, worstTone } from "@/lib/domain/status";
import { capital, syncWords } from "@/lib/domain/status-words";
import { policyWords } from "@/lib/domain/sync-policy";
import { windowState } from "@/lib/domain/sync-window";
import type { EnvironmentHeader, LastDeployment, WindowState } from "@/lib/http/contracts/overview";
import { argocdAddress } from "./argocd-address";
import { commitOf } from "./commit-of";
import { type HeaderRows, type RowsOfHeaders, rowsOfHeaders } from "./header-rows";
import type { InstanceFacts } from "./overview-context";

type HeaderContext = { pipeline: Pipeline | null; now: Date; instances: Map<string, InstanceFacts> };

/** The headers of these environments, from the projection alone. */
export async function readHeaders(
  db: Database,
  resolved: readonly ResolvedEnvironment[],
  context: HeaderContext,
): Promise<EnvironmentHeader[]> {
  const rows = await rowsOfHeaders(db, resolved);
  return resolved.map((r) => headerOf(r, rows, context));
}

function headerOf(
  { environment, claims }: ResolvedEnvironment,
  rows: RowsOfHeaders,
  context: HeaderContext,
): EnvironmentHeader {
  const own = rows.of(environment.name);
  const { counts, lead, newest } = own;
  const instance = context.instances.get(environment.argocd);
  const named = claims.by === "names" ? claims.names : [];
  // Until Argo CD has been listed once, what is not there is not known to be missing.
  const listed = instance?.lastListAt != null;
  const missing = listed ? named.filter((name) => !rows.present.has(`${environment.argocd}/${name}`)) : [];
  const health = worstHealth((counts?.healths ?? []).map(asHealth)) ?? "Unknown";
  const sync = syncOfAll((counts?.syncs ?? []).map(asSync));
  const tone = toneOf(own, missing);
  const revision = own.succeeded?.revision ?? lead?.deployedRevision ?? null;
  const several = (counts?.total ?? 0) > 1;
  const commit = revision ? commitOf(revision, rows.commits.get(revision)) : null;
  return {
    name: environment.name,
    short: environment.short,
    position: environment.position,
    tone,
    words: counts || missing.length > 0 ? environmentWords(tone, health, missing.length) : emptyWords(listed),
    health,
    sync,
    syncWords: capital(syncWords(sync)),
    applications: {
      total: counts?.total ?? 0,
      missing,
      failing: counts?.failing ?? 0,
      moving: counts?.moving ?? 0,
      outOfSync: counts?.out ?? 0,
    },
    revision: commit,
    window: windowOf(environment, context),
    lastDeployment: deploymentOf(newest),
    lastOperation: asOperation(lead?.operation ?? null),
    policy: policyWords(
      environment.sync,
      lead ? asAutomated(lead.automated) : null,
      several ? (own.differing ?? null) : null,
    ),
    conditions: own.conditions.map(({ type, message, since, application }) => ({
      type,
      message,
      since,
      application: several ? application : null,
    })),
    instance: environment.argocd,
    links: {
      argocd: lead && instance ? argocdAddress(instance.url, lead) : null,
      git: commit?.url ?? null,
    },
  };
}

function toneOf({ counts, cellTones }: HeaderRows, missing: string[]): Tone {
  if (missing.length > 0) return "failing";
  if (!counts) return "unknown";
  return worstTone([...counts.tones.map((word) => asWord(word, TONES, "unknown")), ...cellTones]);
}

function asAutomated(value: unknown): { enabled: boolean; prune: boolean; selfHeal: boolean } {
  return value as { enabled: boolean; prune: boolean; selfHeal: boolean };
}

function emptyWords(listed: boolean): string {
  return listed ? "No application" : "Not known yet";
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
