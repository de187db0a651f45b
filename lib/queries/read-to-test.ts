import type { Database } from "@/lib/adapters/db/client";
import type { Commit as CommitRow } from "@/lib/adapters/db/generated/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { lag } from "@/lib/domain/semantic-version";
import { TONES } from "@/lib/domain/status";
import { broughtSince, sinceOf } from "@/lib/domain/whereabouts";
import type { ToTest, ToTestList } from "@/lib/http/contracts/home";
import { commitOf } from "./commit-of";
import { readStays, type StayOf, type StaysOf } from "./read-stays";

const MOST_ROWS = 50;
const MOST_COMMITS = 5;

type Row = { service: string; there: string | null; here: string | null; tone: string; words: string };

/** What runs in the environment before this one and not yet here: what fails there first, then what has run there longest. */
export async function readToTest(
  db: Database,
  { environment: { name: environment, from } }: ResolvedEnvironment,
): Promise<ToTestList | null> {
  if (from === null) return null;
  const differing = await differingCells(db, from, environment);
  const rows = differing.slice(0, MOST_ROWS);
  const stays = await readStays(
    db,
    rows.map(({ service }) => service),
  );
  const brought = rows.map((row) => broughtSince(stays(from, row.service), row.here) as StayOf[]);
  const shas = brought.flatMap((stay) => stay.flatMap(({ revision }) => revision ?? []));
  const found = await db.commit.findMany({ where: { sha: { in: [...new Set(shas)] } } });
  const commits = new Map(found.map((commit) => [commit.sha, commit]));
  return {
    environment,
    from,
    total: differing.length,
    rows: rows.map((row, index) => toTestOf(row, from, brought[index] ?? [], stays, commits)).sort(worstThenOldest),
  };
}

function differingCells(db: Database, from: string, to: string): Promise<Row[]> {
  const version = (table: string) => `COALESCE(${table}.desired, ${table}.running[array_upper(${table}.running, 1)])`;
  const [there, here] = [version("a"), version("b")];
  return db.$queryRawUnsafe<Row[]>(
    `SELECT a.service, ${there} AS there, ${here} AS here, a.tone, a.words FROM cell a
     LEFT JOIN cell b ON b.service = a.service AND b.environment = $2
     WHERE a.environment = $1 AND ${there} IS NOT NULL AND ${here} IS DISTINCT FROM ${there}
     ORDER BY (a.tone = 'failing') DESC, a.since, a.service`,
    from,
    to,
  );
}

function toTestOf(
  { service, there, here, tone, words }: Row,
  from: string,
  brought: readonly StayOf[],
  stays: StaysOf,
  commits: ReadonlyMap<string, CommitRow>,
): ToTest {
  const since = there === null ? null : sinceOf(stays(from, service), there);
  return {
    service,
    there,
    here,
    lag: there === null || here === null ? null : lag(here, there),
    since: since?.toISOString() ?? null,
    tone: asWord(tone, TONES, "unknown"),
    words,
    commits: brought
      .flatMap(({ revision }) => (revision === null ? [] : [commitOf(revision, commits.get(revision))]))
      .slice(0, MOST_COMMITS),
  };
}

/** Since when is not always known: what is not known comes last. */
function worstThenOldest(a: ToTest, b: ToTest): number {
  const fails = (row: ToTest) => Number(row.tone === "failing");
  const timeOf = (row: ToTest) => (row.since === null ? Number.POSITIVE_INFINITY : Date.parse(row.since));
  const [left, right] = [timeOf(a), timeOf(b)];
  return fails(b) - fails(a) || (left === right ? 0 : left - right) || (a.service < b.service ? -1 : 1);
}
