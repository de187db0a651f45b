import type { Database } from "@/lib/adapters/db/client";
import { cellFromRow } from "@/lib/adapters/db/load-projection";
import { attentionOfCell, attentionOfEnvironment } from "@/lib/domain/attention";
import { TONES } from "@/lib/domain/status";
import type { Attention, EnvironmentHeader } from "@/lib/http/contracts/overview";
import { environmentPath } from "@/lib/routes";

const MOST_LINES = 12;

/** What needs somebody, worst first, at most a dozen lines; one environment's when it is named. */
export async function readAttention(
  db: Database,
  headers: readonly EnvironmentHeader[],
  environment?: string,
): Promise<Attention[]> {
  const rows = await db.cell.findMany({
    where: { tone: { in: ["failing", "attention", "waiting"] }, ...(environment ? { environment } : {}) },
    orderBy: [{ since: "desc" }],
    take: 100,
  });
  const shorts = new Map(headers.map((header) => [header.name, header.short]));
  const lines = [
    ...headers.flatMap((header) => attentionOfEnvironment(header)),
    ...rows.map((row) => ({
      ...attentionOfCell(cellFromRow(row), shorts.get(row.environment) ?? row.environment),
      since: row.since?.toISOString() ?? null,
      environment: row.environment,
    })),
  ];
  return lines
    .sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone))
    .slice(0, MOST_LINES)
    .map(({ environment: name, ...line }) => ({ ...line, href: environmentPath(name), action: "Look" }));
}
