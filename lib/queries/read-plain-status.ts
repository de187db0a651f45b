import type { Database } from "@/lib/adapters/db/client";
import { asWord } from "@/lib/adapters/db/json-columns";
import { plainStatus } from "@/lib/domain/plain-status";
import { TONES, type Tone } from "@/lib/domain/status";
import type { PlainStatus } from "@/lib/http/contracts/home";
import type { Commit, EnvironmentHeader, LastDeployment } from "@/lib/http/contracts/overview";

const MOST_TROUBLES = 3;

/** How each environment is, in a sentence. */
export async function readPlainStatus(db: Database, headers: readonly EnvironmentHeader[]): Promise<PlainStatus[]> {
  const names = headers.map(({ name }) => name);
  const [counts, troubles] = await Promise.all([countTones(db, names), readTroubles(db, names)]);
  return headers.map(({ name, short, tone, words, applications, lastDeployment, revision }) => ({
    environment: name,
    short,
    tone,
    words,
    sentence: plainStatus({
      short,
      tone,
      services: counts.get(name) ?? {},
      missing: applications.missing.length,
    }),
    troubles: troubles
      .filter(({ environment }) => environment === name)
      .map((row) => ({ service: row.service, tone: asWord(row.tone, TONES, "unknown"), words: row.words })),
    lastChange: lastDeployment && {
      at: lastDeployment.at,
      by: whoOf(lastDeployment, revision),
      outcome: lastDeployment.outcome,
    },
  }));
}

/** What Argo CD does by itself, it does for whoever committed. */
function whoOf({ how, by, revision }: NonNullable<LastDeployment>, commit: Commit | null): string {
  return how === "automatic" && commit !== null && commit.sha === revision && commit.author !== "" ? commit.author : by;
}

/** A service that is no part of an environment is none of its services. */
async function countTones(db: Database, names: string[]): Promise<Map<string, Partial<Record<Tone, number>>>> {
  const rows = await db.$queryRaw<{ environment: string; tone: string; count: bigint }[]>`
    SELECT environment, tone, count(*) AS count FROM cell
    WHERE environment = ANY(${names}) AND NOT (state = 'not-deployed' AND tone = 'fine') GROUP BY environment, tone`;
  const counts = new Map<string, Partial<Record<Tone, number>>>();
  for (const { environment, tone, count } of rows)
    counts.set(environment, { ...counts.get(environment), [asWord(tone, TONES, "unknown")]: Number(count) });
  return counts;
}

type Trouble = { environment: string; service: string; tone: string; words: string };

/** Where an application is missing, each of its services would only repeat it. */
function readTroubles(db: Database, names: string[]): Promise<Trouble[]> {
  return db.$queryRaw<Trouble[]>`
    SELECT worst.* FROM unnest(${names}::text[]) AS e(name) CROSS JOIN LATERAL (
      SELECT environment, service, tone, words FROM cell
      WHERE environment = e.name AND tone IN ('failing', 'attention') AND state <> 'missing'
      ORDER BY (tone = 'failing') DESC, service LIMIT ${MOST_TROUBLES}) AS worst`;
}
