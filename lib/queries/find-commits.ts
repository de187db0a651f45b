import type { Database } from "@/lib/adapters/db/client";
import { Prisma } from "@/lib/adapters/db/generated/client";
import type { Sight } from "@/lib/domain/sight";
import type { Found } from "@/lib/http/contracts/find";
import { timelinePath } from "@/lib/routes";
import { commitOf } from "./commit-of";
import { hasAll, READ } from "./find-sql";
import { deployedWithin, within } from "./seen";

/** Of a message, so much is looked at: it may be of any length. */
const LOOKED_AT = 300;
/** Looked through by their words, newest first; a SHA finds any. */
const NEWEST = 10_000;

type Row = { sha: string; author: string; message: string; at: Date | null; url: string | null };

/** Commits by the beginning of their SHA, or by words of message and author; the newest first. */
export async function findCommits(db: Database, words: readonly string[], sight: Sight): Promise<Found[]> {
  const [sha = ""] = words;
  const rows =
    words.length === 1 && /^[0-9a-f]{4,40}$/.test(sha) ? await bySha(db, sha, sight) : await byWords(db, words, sight);
  const deployed = await deploymentsOf(
    db,
    rows.map((row) => row.sha),
    sight,
  );
  return rows.map((row) => foundOf(row, deployed.get(row.sha) ?? null));
}

/** A word such as "dead" may begin a SHA and stand in a message. */
async function bySha(db: Database, sha: string, sight: Sight): Promise<Row[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT sha, author, left(message, ${LOOKED_AT}) AS message, at, url FROM commit WHERE starts_with(sha, ${sha}) AND ${deployedWithin(Prisma.sql`commit.sha`, sight)}
    ORDER BY at DESC NULLS LAST LIMIT ${READ}`;
  return rows.length > 0 ? rows : byWords(db, [sha], sight);
}

function byWords(db: Database, words: readonly string[], sight: Sight): Promise<Row[]> {
  const text = Prisma.sql`lower(newest.message || ' ' || newest.author)`;
  return db.$queryRaw<Row[]>`
    SELECT * FROM (SELECT sha, left(author, ${LOOKED_AT}) AS author, left(message, ${LOOKED_AT}) AS message, at, url FROM commit
      WHERE ${deployedWithin(Prisma.sql`commit.sha`, sight)} ORDER BY at DESC LIMIT ${NEWEST}) AS newest
    WHERE ${hasAll(text, words)} LIMIT ${READ}`;
}

/** Where each was deployed last. */
async function deploymentsOf(db: Database, shas: string[], sight: Sight): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ revision: string; environment: string }[]>`
    SELECT DISTINCT ON (revision) revision, environment FROM deployment
    WHERE revision = ANY(${shas}) AND environment IS NOT NULL AND ${within(Prisma.sql`environment`, sight)} ORDER BY revision, at DESC`;
  return new Map(rows.map((row) => [row.revision, row.environment]));
}

function foundOf(row: Row, environment: string | null): Found {
  const { message, author, at, url } = commitOf(row.sha, row);
  const where = environment === null ? "" : `, deployed to ${environment}`;
  return {
    key: row.sha,
    name: message === "" ? row.sha : message,
    detail: `${row.sha.slice(0, 7)} by ${author}${where}`,
    href: url ?? timelinePath({ kind: "commits", q: row.sha.slice(0, 7) }),
    outside: url !== null,
    tone: null,
    words: "",
    at,
  };
}
