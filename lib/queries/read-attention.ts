import type { Database } from "@/lib/adapters/db/client";
import { cellFromRow } from "@/lib/adapters/db/load-projection";
import { attentionOfCell, attentionOfEnvironment, attentionOfWaiting } from "@/lib/domain/attention";
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
  const cells = (tone: { in: string[] } | string) =>
    db.cell.findMany({
      where: { tone, ...(environment ? { environment } : {}) },
      orderBy: [{ since: "desc" }, { service: "asc" }],
      take: 100,
    });
  const [alarming, waiting] = await Promise.all([cells({ in: ["failing", "attention"] }), cells("waiting")]);
  const shorts = new Map(headers.map((header) => [header.name, header.short]));
  const shortOf = (name: string) => shorts.get(name) ?? name;
  const lines = [
    ...headers.flatMap((header) => attentionOfEnvironment(header)),
    ...alarming.map((row) => ({
      ...attentionOfCell(cellFromRow(row), shortOf(row.environment)),
      since: row.since?.toISOString() ?? null,
      environment: row.environment,
    })),
    ...[...byEnvironment(waiting)].flatMap(([name, rows]) => {
      const line = attentionOfWaiting(rows.map(cellFromRow), shortOf(name));
      return line ? [{ ...line, since: rows.at(-1)?.since?.toISOString() ?? null, environment: name }] : [];
    }),
  ];
  return lines
    .sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone))
    .slice(0, MOST_LINES)
    .map(({ environment: name, ...line }) => ({ ...line, href: environmentPath(name), action: "Look" }));
}

function byEnvironment<Row extends { environment: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.environment, [...(groups.get(row.environment) ?? []), row]);
  return groups;
}
