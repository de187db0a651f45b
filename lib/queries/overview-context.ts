import type { Database } from "@/lib/adapters/db/client";
import type { Instance } from "@/lib/adapters/db/generated/client";
import { asList, asWord } from "@/lib/adapters/db/json-columns";
import { policyInForce, resolvedEnvironments } from "@/lib/adapters/db/projection-store";
import type { Pipeline, Problem } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { InstanceState, Notice } from "@/lib/http/contracts/overview";

export type OverviewContext = {
  pipeline: Pipeline | null;
  environments: ResolvedEnvironment[];
  instances: InstanceState[];
  notices: Notice[];
  links: Map<string, { url: string; lastEventAt: Date | null }>;
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
    links: new Map(instances.map((i) => [i.name, { url: i.url, lastEventAt: i.lastEventAt }])),
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

/** Banners: a policy that could not be taken, a Git host that does not answer. */
export async function readNotices(db: Database): Promise<Notice[]> {
  const [reading, git] = await Promise.all([
    db.policyReading.findFirst({ orderBy: { id: "desc" }, select: { inForce: true, problems: true, commit: true } }),
    db.gitState.findMany(),
  ]);
  const notices: Notice[] = [];
  if (reading && !reading.inForce) notices.push(policyNotice(asList<Problem>(reading.problems), reading.commit));
  for (const state of git.filter((s) => s.state !== "live"))
    notices.push({
      id: `git-${state.branch}`,
      tone: "attention",
      title: "The Git host does not answer.",
      detail: `${state.message ?? "No reason given."} What Git holds is shown as last read.`,
    });
  return notices;
}

function policyNotice(problems: Problem[], commit: string): Notice {
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  return {
    id: "policy",
    tone: "attention",
    title: `pipeline.yaml at ${commit.slice(0, 7)} does not count; the one before it stays in force.`,
    detail: first ? `${first.file}, line ${first.line}: ${first.reason}${more}` : "It could not be read.",
  };
}
