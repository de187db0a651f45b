import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { Lane } from "./timeline-lanes";
import { TIMELINE_SOURCES, type TimelinePlace, type TimelineSource } from "./timeline-place";

/** What happened, as its table has it; long texts are cut. */
export type TimelineRow = { place: TimelinePlace; data: Record<string, unknown> };

/** `next`: where what follows begins; `searchedTo`: back to when was searched, where the search was given up before. */
export type TimelineRows = { rows: TimelineRow[]; next: TimelinePlace | null; searchedTo: Date | null };

export type TimelineRange = {
  after: TimelinePlace | null;
  from: Date | null;
  to: Date | null;
  limit: number;
  /** So many rows of one lane are looked at for what no index finds, before a person is asked whether to go on. */
  lookAt: number;
};

type Raw = { source: number; at: Date; n: bigint | null; t: string | null; data: Record<string, unknown> | null };

/** One stretch of all lanes together, newest first: nothing twice and nothing left out, whatever arrives meanwhile. */
export async function timelineRows(db: Database, lanes: Lane[], range: TimelineRange): Promise<TimelineRows> {
  if (lanes.length === 0) return { rows: [], next: null, searchedTo: null };
  const raw = await db.$queryRaw<Raw[]>(timelineSql(lanes, range));
  const rows: TimelineRow[] = [];
  for (const one of raw) {
    const place = placeIn(one);
    // Beyond this its lane was not looked at: what others hold there comes with the next stretch.
    if (one.data === null) return { rows, next: place, searchedTo: place.at };
    if (rows.length === range.limit) return { rows, next: rows.at(-1)?.place ?? null, searchedTo: null };
    rows.push({ place, data: one.data });
  }
  return { rows, next: null, searchedTo: null };
}

function placeIn({ source, at, n, t }: Raw): TimelinePlace {
  return { at, source: TIMELINE_SOURCES[source] ?? "observation", id: n === null ? (t ?? "") : String(n) };
}

/** The whole question: each lane by itself in its index's order and bounded, then merged. */
export function timelineSql(lanes: Lane[], range: TimelineRange): Prisma.Sql {
  const parts = lanes.map((lane, i) => laneSql(lane, range, Prisma.raw(`looked_at_${i}`)));
  const first = parts.flatMap((part) => (part.looked ? [part.looked] : []));
  return Prisma.sql`${first.length > 0 ? Prisma.sql`WITH ${Prisma.join(first, ", ")}` : Prisma.empty}
    SELECT source, at, n, t, data FROM (${Prisma.join(
      parts.flatMap((part) => part.rows),
      " UNION ALL ",
    )}) everything
    ORDER BY at DESC, source, n DESC, t DESC, data IS NULL
    LIMIT ${range.limit + 1 + lanes.length}`;
}

function laneSql(
  lane: Lane,
  range: TimelineRange,
  name: Prisma.Sql,
): { looked: Prisma.Sql | null; rows: Prisma.Sql[] } {
  const { table, at, id, data } = TABLES[lane.source];
  const rank = Prisma.raw(String(TIMELINE_SOURCES.indexOf(lane.source)));
  const key = isNumbered(lane.source)
    ? Prisma.sql`k.id AS n, NULL::text AS t`
    : Prisma.sql`NULL::bigint AS n, k.id AS t`;
  const where = Prisma.join([lane.where, ...bounds(lane.source, range, at, id)], " AND ");
  const newestFirst = Prisma.sql`ORDER BY ${at} DESC, ${id} DESC`;
  // Row by row, so that no plan reads the whole table to join a page of it.
  const found = (keys: Prisma.Sql) => Prisma.sql`(SELECT ${rank} AS source, k.at, ${key},
    (SELECT ${data} FROM ${table} t WHERE ${id} = k.id) AS data FROM (${keys}) k)`;
  if (!lane.also)
    return {
      looked: null,
      rows: [
        found(
          Prisma.sql`SELECT ${at} AS at, ${id} AS id FROM ${table} t WHERE ${where} ${newestFirst} LIMIT ${range.limit + 1}`,
        ),
      ],
    };
  const looked = Prisma.sql`${name} AS MATERIALIZED (SELECT ${at} AS at, ${id} AS id, (${lane.also}) AS fits FROM ${table} t
    WHERE ${where} ${newestFirst} LIMIT ${range.lookAt})`;
  const end = Prisma.sql`(SELECT ${rank} AS source, k.at, ${key}, NULL::jsonb AS data
    FROM (SELECT * FROM ${name} OFFSET ${range.lookAt - 1} LIMIT 1) k)`;
  const fitting = Prisma.sql`SELECT at, id FROM ${name} WHERE fits ORDER BY at DESC, id DESC LIMIT ${range.limit + 1}`;
  return { looked, rows: [found(fitting), end] };
}

function isNumbered(source: TimelineSource): boolean {
  return source === "observation" || source === "policy";
}

const TABLES: Record<TimelineSource, Record<"table" | "at" | "id" | "data", Prisma.Sql>> = {
  deployment: {
    table: Prisma.sql`deployment`,
    at: Prisma.sql`t.at`,
    id: Prisma.sql`t.id`,
    data: Prisma.sql`to_jsonb(t) || jsonb_build_object('message', left(t.message, 1000))`,
  },
  observation: {
    table: Prisma.sql`observation`,
    at: Prisma.sql`t.at`,
    id: Prisma.sql`t.id`,
    data: Prisma.sql`to_jsonb(t)`,
  },
  commit: {
    table: Prisma.sql`commit`,
    at: Prisma.sql`t.on_branch_at`,
    id: Prisma.sql`t.sha`,
    data: Prisma.sql`jsonb_build_object('sha', t.sha, 'author', left(t.author, 300), 'url', t.url, 'message', left(t.message, 500))`,
  },
  policy: {
    table: Prisma.sql`policy_reading`,
    at: Prisma.sql`t.read_at`,
    id: Prisma.sql`t.id`,
    data: Prisma.sql`jsonb_build_object('commit', t.commit, 'file', left(t.file, 300), 'state', t.state, 'problem', t.problems->0)`,
  },
};

/** After a place and within a range. What stands in one moment is told in the sources' order. */
function bounds(
  source: TimelineSource,
  { after, from, to }: TimelineRange,
  at: Prisma.Sql,
  id: Prisma.Sql,
): Prisma.Sql[] {
  const own = TIMELINE_SOURCES.indexOf(source);
  return [
    ...(from ? [Prisma.sql`${at} >= ${from}`] : []),
    ...(to ? [Prisma.sql`${at} < ${to}`] : []),
    ...(after ? [beyond(own - TIMELINE_SOURCES.indexOf(after.source), after, at, id)] : []),
  ];
}

function beyond(later: number, after: TimelinePlace, at: Prisma.Sql, id: Prisma.Sql): Prisma.Sql {
  if (later < 0) return Prisma.sql`${at} < ${after.at}`;
  if (later > 0) return Prisma.sql`${at} <= ${after.at}`;
  return Prisma.sql`(${at}, ${id}) < (${after.at}, ${isNumbered(after.source) ? BigInt(after.id) : after.id})`;
}
