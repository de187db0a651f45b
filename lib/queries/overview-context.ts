import type { Database } from "@/lib/adapters/db/client";
import type { Instance } from "@/lib/adapters/db/generated/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Sight, SightIn } from "@/lib/domain/sight";
import type { InstanceState, Notice } from "@/lib/http/contracts/overview";
import { readNotices } from "./read-notices";
import { seen } from "./seen";

/** What links and ages need of an Argo CD. */
export type InstanceFacts = { url: string; lastEventAt: Date | null; lastListAt: Date | null };

export type OverviewContext = {
  pipeline: Pipeline | null;
  sight: Sight;
  /** Those that are seen. */
  environments: ResolvedEnvironment[];
  instances: InstanceState[];
  notices: Notice[];
  links: Map<string, InstanceFacts>;
  eventId: string;
};

/** What every page needs besides its own rows, of what is seen. The event id is read first: whatever comes later is announced anew. */
export async function readContext(db: Database, sightIn: SightIn): Promise<OverviewContext> {
  const newest = await db.liveChange.aggregate({ _max: { id: true } });
  const [{ pipeline, sight, environments }, all] = await Promise.all([
    seen(db, sightIn),
    db.instance.findMany({ orderBy: { name: "asc" } }),
  ]);
  const used = new Set(environments.map(({ environment }) => environment.argocd));
  const instances = sight.environments === null ? all : all.filter(({ name }) => used.has(name));
  const notices = await readNotices(db, { sight, environments });
  return {
    pipeline,
    sight,
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
