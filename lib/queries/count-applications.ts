import type { Database } from "@/lib/adapters/db/client";

export type Counts = {
  environment: string;
  total: number;
  failing: number;
  moving: number;
  out: number;
  tones: string[];
  healths: string[];
  syncs: string[];
};

type Group = { environment: string; tone: string; health: string; sync: string; count: bigint };

/** How many applications of each environment are in which state: one pass over an index that holds nothing else. */
export async function countApplications(db: Database, environments: readonly string[]): Promise<Counts[]> {
  const groups = await db.$queryRaw<Group[]>`
    SELECT environment, tone, health, sync, count(*) FROM application
    WHERE environment = ANY(${[...environments]}) AND present GROUP BY environment, tone, health, sync`;
  return environments.flatMap((environment) => {
    const own = groups.filter((group) => group.environment === environment);
    return own.length > 0 ? [countsOf(environment, own)] : [];
  });
}

function countsOf(environment: string, groups: readonly Group[]): Counts {
  const sum = (holds: (group: Group) => boolean) =>
    groups.filter(holds).reduce((total, group) => total + Number(group.count), 0);
  return {
    environment,
    total: sum(() => true),
    failing: sum((group) => group.tone === "failing"),
    moving: sum((group) => group.tone === "moving"),
    out: sum((group) => group.sync === "OutOfSync"),
    tones: [...new Set(groups.map((group) => group.tone))],
    healths: [...new Set(groups.map((group) => group.health))],
    syncs: [...new Set(groups.map((group) => group.sync))],
  };
}
