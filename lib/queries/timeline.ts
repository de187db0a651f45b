import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { Actor } from "@/lib/auth/actor";
import { foldRepeats } from "@/lib/domain/fold-repeats";
import { sightFor } from "@/lib/domain/sight";
import type { TimelineEntry, TimelineFilter, TimelineOptions, TimelinePage } from "@/lib/http/contracts/timeline";
import { instantOf } from "@/lib/http/timeline-filter";
import { hasPlace, seen } from "./seen";
import { type Told, tellable } from "./timeline-around";
import { entryOf } from "./timeline-entry";
import { type Lane, lanesOf, type TimelineQuestion } from "./timeline-lanes";
import { placeOf, placeText, type TimelinePlace } from "./timeline-place";
import { type TimelineRow, timelineRows } from "./timeline-rows";
import { deploymentDetails } from "./timeline-steps";

/** What a screen is filled with, and what is read at once for it: most of what is seen is only a step of a deployment. */
const ROWS_A_PAGE = 50;
const ROWS_A_STRETCH = 250;
const MOST_STRETCHES = 5;
const MOST_LOOKED_AT = 20_000;
const MOST_SERVICES = 500;

/** One page of all that happened, newest first; null when `after` is no place of an earlier page. */
export async function timeline(
  actor: Actor,
  { db }: { db: Database },
  { filter, after }: { filter: TimelineFilter; after: string | null },
): Promise<TimelinePage | null> {
  const place = after === null ? null : placeOf(after);
  if (after !== null && place === null) return null;
  const { sight } = await seen(db, sightFor(actor));
  return timelinePage(db, { ...filter, applications: null, sight }, place);
}

/** A page of what a question asks for. */
export async function timelinePage(
  db: Database,
  question: TimelineQuestion,
  after: TimelinePlace | null,
): Promise<TimelinePage> {
  const { kept, told, next, searchedTo } = await readKept(db, question, after);
  const [details, authors] = await Promise.all([deploymentDetails(db, idsOf(kept)), authorsOf(db, kept)]);
  const withReasons = question.sight.environments === null;
  const entries = kept.flatMap((row) => entryOf(row, told, details, authors, withReasons) ?? []);
  return {
    entries: foldRepeats(entries, isRepeat),
    next: next && placeText(next),
    searchedTo: searchedTo?.toISOString() ?? null,
  };
}

/** What the filters may be set to. */
export async function timelineOptions(actor: Actor, { db }: { db: Database }): Promise<TimelineOptions> {
  const { environments, sight } = await seen(db, sightFor(actor));
  const services = await db.$queryRaw<{ name: string }[]>`
    SELECT s.name FROM service s WHERE ${hasPlace(Prisma.sql`s.name`, sight)} ORDER BY s.position, s.name LIMIT ${MOST_SERVICES}`;
  return {
    environments: environments.map(({ environment }) => environment.name),
    services: services.map((service) => service.name),
  };
}

type Kept = { kept: TimelineRow[]; told: Map<string, Told>; next: TimelinePlace | null; searchedTo: Date | null };

/** Reads stretch after stretch until a page is full of what is told on its own; not for ever where little is. */
async function readKept(db: Database, question: TimelineQuestion, after: TimelinePlace | null): Promise<Kept> {
  const lanes: Lane[] = await lanesOf(db, question);
  const range = {
    from: instantOf(question.from, "from"),
    to: instantOf(question.to, "to"),
    limit: ROWS_A_STRETCH,
    lookAt: MOST_LOOKED_AT,
  };
  const told = new Map<string, Told>();
  const kept: TimelineRow[] = [];
  let place = after;
  for (let stretch = 0; stretch < MOST_STRETCHES; stretch++) {
    const found = await timelineRows(db, lanes, { ...range, after: place });
    const fresh = await tellable(
      db,
      found.rows.filter((row) => row.place.source === "observation"),
    );
    for (const [id, seen] of fresh) told.set(id, seen);
    for (const row of found.rows) {
      if (row.place.source === "observation" && !fresh.has(row.place.id)) continue;
      if (kept.length === ROWS_A_PAGE) return { kept, told, next: kept.at(-1)?.place ?? null, searchedTo: null };
      kept.push(row);
    }
    if (found.next === null || found.searchedTo !== null)
      return { kept, told, next: found.next, searchedTo: found.searchedTo };
    place = found.next;
  }
  return { kept, told, next: place, searchedTo: kept.length < ROWS_A_PAGE ? (place?.at ?? null) : null };
}

function idsOf(rows: readonly TimelineRow[]): string[] {
  return rows.flatMap(({ place }) => (place.source === "deployment" ? [place.id] : []));
}

async function authorsOf(db: Database, rows: readonly TimelineRow[]): Promise<Map<string, string>> {
  const shas = rows.flatMap(({ place, data }) => (place.source === "policy" ? [String(data.commit)] : []));
  if (shas.length === 0) return new Map();
  const commits = await db.commit.findMany({ where: { sha: { in: shas } }, select: { sha: true, author: true } });
  return new Map(commits.map(({ sha, author }) => [sha, author]));
}

/** A deployment or a commit is never one of several; two Applications that appear are. */
function isRepeat(a: TimelineEntry, b: TimelineEntry): boolean {
  if (a.kind !== b.kind || a.environment !== b.environment || a.kind === "deployments" || a.kind === "commits")
    return false;
  return a.kind === "applications" ? a.chip === b.chip : a.words === b.words && a.who === b.who;
}
