import type { Database } from "@/lib/adapters/db/client";

const CHAINED = ["sync", "health", "revision", "deployed-revision"];

/** Observations that do not follow from the one before them: something was lost, or written twice. */
export async function brokenChains(db: Database): Promise<string[]> {
  const rows = await db.observation.findMany({ orderBy: { id: "asc" } });
  const last = new Map<string, string | null>();
  const broken: string[] = [];
  for (const row of rows) {
    const key = [row.applicationId, row.service, row.kind].filter(Boolean).join(" ");
    if (row.kind === "appeared" && last.has(key)) broken.push(`${key} again`);
    if (row.kind === "appeared") last.set(key, null);
    if (!CHAINED.includes(row.kind)) continue;
    if (row.from === row.to || (last.has(key) && last.get(key) !== row.from))
      broken.push(`${key}: ${last.get(key)}, then ${row.from} to ${row.to}`);
    last.set(key, row.to);
  }
  return broken;
}
