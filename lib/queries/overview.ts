import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { Actor } from "@/lib/auth/actor";
import { type Sight, sightFor } from "@/lib/domain/sight";
import type { Overview, OverviewFilter, ServiceRow } from "@/lib/http/contracts/overview";
import { readContext } from "./overview-context";
import { pageOf } from "./page-of";
import { readAttention } from "./read-attention";
import { readCells } from "./read-cells";
import { readHeaders } from "./read-headers";
import { readLately } from "./read-lately";
import { hasPlace } from "./seen";

const ROWS_A_PAGE = 25;
const COLUMNS_A_PAGE = 6;

/** The overview as this person may see it: one page of services across one page of environments. */
export async function overview(
  actor: Actor,
  deps: { db: Database; now: Date; demo: boolean; branch: string },
  filter: OverviewFilter,
): Promise<Overview> {
  const { db, now } = deps;
  const context = await readContext(db, sightFor(actor));
  const { sight } = context;
  const found = context.environments.map((r) => r.environment.name).filter((name) => holds(name, filter.env));
  const first = Math.min(filter.column, lastColumn(found.length));
  const names = found.slice(first, first + COLUMNS_A_PAGE);
  const [page, headers, applications, services] = await Promise.all([
    findServices(db, filter, found, sight),
    readHeaders(db, context.environments, { pipeline: context.pipeline, now, instances: context.links }),
    countShown(db, sight),
    countServices(db, sight),
  ]);
  const [cells, attention, lately] = await Promise.all([
    readCells(db, context.environments, { environments: names, services: page.rows.map((row) => row.name) }),
    readAttention(db, headers),
    readLately(db, sight),
  ]);
  const rows: ServiceRow[] = page.rows.map((row) => ({
    ...row,
    cells: names.flatMap((name) => cells.filter((cell) => cell.environment === name && cell.service === row.name)),
  }));
  return {
    platform: context.pipeline?.name ?? "",
    demo: deps.demo,
    branch: deps.branch,
    generatedAt: now.toISOString(),
    eventId: context.eventId,
    filter: { ...filter, column: first, page: page.page },
    totals: { services, environments: context.environments.length, shownServices: page.total, applications },
    pages: page.pages,
    columns: Math.max(1, Math.ceil(found.length / COLUMNS_A_PAGE)),
    environments: headers.filter((header) => names.includes(header.name)),
    services: rows,
    attention,
    instances: context.instances,
    notices: context.notices,
    lately,
  };
}

/** Where the last page of environments begins: beyond it there is nothing to show. */
function lastColumn(environments: number): number {
  return Math.max(0, Math.ceil(environments / COLUMNS_A_PAGE) - 1) * COLUMNS_A_PAGE;
}

/** An environment is named by people, who do not mind capitals. There are dozens at most, and all are at hand. */
function holds(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}

function countShown(db: Database, { environments }: Sight): Promise<number> {
  const environment = environments === null ? { not: null } : { in: [...environments] };
  return db.application.count({ where: { present: true, environment } });
}

async function countServices(db: Database, sight: Sight): Promise<number> {
  const counted = await db.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM service s WHERE ${hasPlace(Prisma.sql`s.name`, sight)}`;
  return Number(counted[0]?.total ?? 0);
}

async function findServices(db: Database, filter: OverviewFilter, environments: string[], sight: Sight) {
  const where = Prisma.sql`${hasPlace(Prisma.sql`s.name`, sight)} AND ${conditions(filter, environments)}`;
  const counted = await db.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM service s WHERE ${where}`;
  const total = Number(counted[0]?.total ?? 0);
  const { page, pages, offset } = pageOf(filter.page, total, ROWS_A_PAGE);
  const rows = await db.$queryRaw<{ name: string; about: string }[]>`
    SELECT s.name, s.about FROM service s WHERE ${where} ORDER BY s.position, s.name LIMIT ${ROWS_A_PAGE} OFFSET ${offset}`;
  return { rows, total, page, pages };
}

function conditions({ q, only }: OverviewFilter, environments: string[]): Prisma.Sql {
  const here = Prisma.sql`c.service = s.name AND c.environment = ANY(${environments})`;
  const named = q === "" ? Prisma.sql`TRUE` : Prisma.sql`s.name ILIKE ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`;
  switch (only) {
    case "all":
      return named;
    case "failing":
      return Prisma.sql`${named} AND EXISTS (SELECT 1 FROM cell c WHERE ${here} AND c.tone IN ('failing', 'attention'))`;
    case "moving":
      return Prisma.sql`${named} AND EXISTS (SELECT 1 FROM cell c WHERE ${here} AND c.tone = 'moving')`;
    case "differing":
      return Prisma.sql`${named} AND (SELECT count(DISTINCT COALESCE(c.desired, c.running[array_upper(c.running, 1)]))
        FROM cell c WHERE ${here}) > 1`;
  }
}
