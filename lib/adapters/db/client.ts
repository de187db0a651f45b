import { PrismaPg } from "@prisma/adapter-pg";
import { pause } from "@/lib/pause";
import { PrismaClient } from "./generated/client";

export type Database = PrismaClient;

/**
 * Opens a pool of ten. The session's zone must be UTC: the driver writes times as bare local strings. A person who waits
 * for a page is told sooner than a worker that saves the state of a fleet.
 */
export function openDatabase(url: string, { queryTimeoutMs = 30_000 } = {}): Database {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 10,
      // A question that is no longer waited for is not worked on either.
      options: `-c TimeZone=UTC -c statement_timeout=${queryTimeoutMs}`,
      connectionTimeoutMillis: 5_000,
      query_timeout: queryTimeoutMs,
    }),
  });
}

/** Whether the database answers within so long. Never rejects. */
export async function databaseAnswers(db: Database, mostMs: number): Promise<boolean> {
  const asked = new AbortController();
  const answer = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  const late = pause(mostMs, asked.signal).then(() => false);
  const answers = await Promise.race([answer, late]);
  asked.abort();
  return answers;
}
