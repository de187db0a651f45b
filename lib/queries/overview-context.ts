import type { Database } from "@/lib/adapters/db/client";
import type { Instance } from "@/lib/adapters/db/generated/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import { policyInForce, resolvedEnvironments } from "@/lib/adapters/db/projection-store";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { InstanceState, Notice } from "@/lib/http/contracts/overview";
import { readNotices } from "./read-notices";

/** What links and ages need of an Argo CD. */
export type InstanceFacts = { url: string; lastEventAt: Date | null; lastListAt: Date | null };

export type OverviewContext = {
  pipeline: Pipeline | null;
  environments: ResolvedEnvironment[];
  instances: InstanceState[];
  notices: Notice[];
  links: Map<string, InstanceFacts>;
  eventId: string;
};

/** What every page needs besides its own rows. The event id is read first: whatever comes later is announced anew. */
export async function readContext(db: Database): Promise<OverviewContext> {
  const newest = await db.liveChange.aggregate({ _max: { id: true } });
  const [policy, environments, instances, notices] = await Promise.all([
    policyInForce(db),
    resolvedEnvironments(db),
    db.instance.findMany({ orderBy: { name: "asc" } }),
    readNotices(db),
  ]);
  return {
    pipeline: policy?.pipeline ?? null,
    environments,
    notices,
    instances: instances.map(instanceState),
    links: new Map(instances.map(({ name, url, lastEventAt, lastListAt }) => [name, { url, lastEventAt, lastListAt }])),
    eventId: String(newest._max.id ?? 0n),
  };
}

function instanceState(row: Instance): InstanceState {
  return {
    name: row.name,
    state: asWord(row.state, ["live", "stale", "offline", "starting"] as const, "starting"),
    version: row.version,
    lastEventAt: row.lastEventAt?.toISOString() ?? null,
    since: row.since.toISOString(),
    message: row.message,
  };
}
