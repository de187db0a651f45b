import type { Database } from "@/lib/adapters/db/client";
import type { Cell } from "@/lib/adapters/db/generated/client";
import { cellFromRow } from "@/lib/adapters/db/load-projection";
import {
  type AttentionLine,
  attentionOfCell,
  attentionOfEnvironment,
  attentionOfWaiting,
} from "@/lib/domain/attention";
import { TONES } from "@/lib/domain/status";
import type { Attention, EnvironmentHeader } from "@/lib/http/contracts/overview";
import { environmentPath } from "@/lib/routes";

const MOST_LINES = 12;
const NAMED_WAITING = 3;

type Scope = {
  environments: string[];
  /** Where an application is missing, that is the line: each of its services would only repeat it. */
  withMissing: string[];
};

/** What needs somebody in these environments, worst first and newest first, at most a dozen lines. */
export async function readAttention(db: Database, headers: readonly EnvironmentHeader[]): Promise<Attention[]> {
  const withMissing = headers.filter((h) => h.applications.missing.length > 0).map((h) => h.name);
  const scope: Scope = { environments: headers.map(({ name }) => name), withMissing };
  const [failing, attention, waiting] = await Promise.all([
    alarming(db, "failing", scope),
    alarming(db, "attention", scope),
    waitingByEnvironment(db, scope),
  ]);
  const shorts = new Map(headers.map((header) => [header.name, header.short]));
  const shortOf = (name: string) => shorts.get(name) ?? name;
  const lines: AttentionLine[] = [
    ...headers.flatMap((header) => attentionOfEnvironment(header)),
    ...[...failing, ...attention].map((row) => ({
      ...attentionOfCell(cellFromRow(row), shortOf(row.environment)),
      since: row.since?.toISOString() ?? null,
      environment: row.environment,
    })),
    ...waiting.flatMap(({ name, cells, total, since }) => {
      const line = attentionOfWaiting(cells.map(cellFromRow), shortOf(name), total);
      return line ? [{ ...line, since, environment: name }] : [];
    }),
  ];
  return lines
    .sort(worstThenNewest)
    .slice(0, MOST_LINES)
    .map(({ environment: name, ...line }) => ({ ...line, href: environmentPath(name), action: "Look" }));
}

/** What has no time of its own is true of a whole environment, and comes first among its like. */
function worstThenNewest(a: AttentionLine, b: AttentionLine): number {
  const worst = TONES.indexOf(a.tone) - TONES.indexOf(b.tone);
  if (worst !== 0) return worst;
  const timeOf = (line: AttentionLine) => (line.since === null ? Number.POSITIVE_INFINITY : Date.parse(line.since));
  const [left, right] = [timeOf(a), timeOf(b)];
  return left === right ? a.id.localeCompare(b.id) : right > left ? 1 : -1;
}

function alarming(db: Database, tone: "failing" | "attention", { environments, withMissing }: Scope): Promise<Cell[]> {
  return db.cell.findMany({
    where: {
      tone,
      environment: { in: environments },
      NOT: { state: "missing", environment: { in: withMissing } },
    },
    orderBy: [{ since: { sort: "desc", nulls: "last" } }, { environment: "asc" }, { service: "asc" }],
    take: MOST_LINES,
  });
}

type Waiting = { name: string; cells: Cell[]; total: number; since: string | null };

/** A release of many services is one line an environment: the first few by name, how many there are, since when. */
async function waitingByEnvironment(db: Database, { environments }: Scope): Promise<Waiting[]> {
  const where = { tone: "waiting", environment: { in: environments } };
  const groups = await db.cell.groupBy({
    by: ["environment"],
    where,
    _count: { service: true },
    _min: { since: true },
    orderBy: { _min: { since: "desc" } },
    take: MOST_LINES,
  });
  return Promise.all(
    groups.map(async (group) => ({
      name: group.environment,
      cells: await db.cell.findMany({
        where: { ...where, environment: group.environment },
        orderBy: { service: "asc" },
        take: NAMED_WAITING,
      }),
      total: group._count.service,
      since: group._min.since?.toISOString() ?? null,
    })),
  );
}
