import type { Database } from "@/lib/adapters/db/client";
import { type Cell, type Commit, type Deployment, Prisma } from "@/lib/adapters/db/generated/client";
import { asVersions, asWord } from "@/lib/adapters/db/json-columns";
import { CELL_STATES } from "@/lib/domain/cell-state";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Sight } from "@/lib/domain/sight";
import { TONES } from "@/lib/domain/status";
import { type VersionChange, versionChanges } from "@/lib/domain/version-changes";
import { whereabouts } from "@/lib/domain/whereabouts";
import type { BroughtVersion, MyCommit, Whereabouts } from "@/lib/http/contracts/home";
import { commitOf } from "./commit-of";
import { readStays, type StaysOf } from "./read-stays";
import { within } from "./seen";

const MOST_COMMITS = 20;
const MOST_VERSIONS = 6;
/** A commit to a fleet's charts is deployed a thousand times. */
const MOST_DEPLOYMENTS = 200;

type Names = { mails: string[]; logins: string[] };
type Attempt = Pick<Deployment, "revision" | "environment" | "at" | "outcome" | "versions"> & { before: unknown };
type Brought = VersionChange & { to: string };
type Placed = { commit: Commit; first: Attempt | null; changes: Brought[]; known: boolean };

/**
 * The newest commits under these names, and where what their deployments brought is now. Only what a deployment of exactly
 * that commit changed counts as brought by it; of a commit that was never deployed as such nothing is said.
 */
export async function readMyCommits(
  db: Database,
  { environments, sight }: { environments: readonly ResolvedEnvironment[]; sight: Sight },
  names: Names,
): Promise<MyCommit[]> {
  const commits = await commitsUnder(db, names);
  const attempts = await attemptsOf(
    db,
    commits.map(({ sha }) => sha),
    sight,
  );
  const placed = commits.map((commit) => placedOf(commit, attempts, environments));
  const shown = placed.flatMap(({ changes }) => changes.slice(0, MOST_VERSIONS));
  const services = [...new Set(shown.map(({ service }) => service))];
  const [stays, cells] = await Promise.all([
    readStays(db, services),
    db.cell.findMany({ where: { service: { in: services } } }),
  ]);
  return placed.map(({ commit, first, changes, known }) => ({
    commit: commitOf(commit.sha, commit),
    deployed: first && {
      environment: first.environment ?? "",
      at: first.at.toISOString(),
      outcome: asWord(first.outcome, ["succeeded", "failed", "running"] as const, "succeeded"),
    },
    brought: known
      ? changes.slice(0, MOST_VERSIONS).map((change) => broughtOf(change, first, environments, cells, stays))
      : null,
    more: Math.max(0, changes.length - MOST_VERSIONS),
  }));
}

async function commitsUnder(db: Database, { mails, logins }: Names): Promise<Commit[]> {
  return db.$queryRaw<Commit[]>`
    SELECT sha, author, mail, login, left(message, 2000) AS message, at, url FROM commit
    WHERE lower(mail) = ANY(${mails}) OR lower(login) = ANY(${logins}) ORDER BY at DESC NULLS LAST LIMIT ${MOST_COMMITS}`;
}

function attemptsOf(db: Database, shas: string[], sight: Sight): Promise<Attempt[]> {
  return db.$queryRaw<Attempt[]>`
    SELECT d.revision, d.environment, d.at, d.outcome, d.versions,
      (SELECT b.versions FROM deployment b WHERE b.application_id = d.application_id AND b.outcome = 'succeeded'
        AND (b.at, b.id) < (d.at, d.id) ORDER BY b.at DESC, b.id DESC LIMIT 1) AS before
    FROM deployment d WHERE d.revision = ANY(${shas}) AND d.environment IS NOT NULL AND ${within(Prisma.sql`d.environment`, sight)} AND d.how <> 'rollback'
    ORDER BY d.at LIMIT ${MOST_COMMITS * MOST_DEPLOYMENTS}`;
}

/** A commit belongs where its deployment changed something; the first of those, where there are several. */
function placedOf(commit: Commit, attempts: readonly Attempt[], environments: readonly ResolvedEnvironment[]): Placed {
  const own = attempts.filter(({ revision }) => revision === commit.sha);
  const changing = own.map((attempt) => ({
    attempt,
    changes: attempt.before ? versionChanges(asVersions(attempt.before), asVersions(attempt.versions)) : [],
  }));
  const position = ({ attempt }: { attempt: Attempt }) =>
    environments.findIndex(({ environment }) => environment.name === attempt.environment);
  const [first] = changing.filter(({ changes }) => changes.length > 0).sort((a, b) => position(a) - position(b));
  if (!first) return { commit, first: own[0] ?? null, changes: [], known: own.some(({ before }) => before !== null) };
  const { environment } = first.attempt;
  const together = changing.filter(({ attempt }) => attempt.environment === environment);
  return { commit, first: first.attempt, changes: eachOnce(together.flatMap(({ changes }) => changes)), known: true };
}

/** An attempt that failed and the one that succeeded after it changed the same. */
function eachOnce(changes: readonly VersionChange[]): Brought[] {
  const brought = new Map<string, Brought>();
  for (const { service, from, to } of changes)
    if (to !== null && !brought.has(service)) brought.set(service, { service, from, to });
  return [...brought.values()];
}

function broughtOf(
  { service, from, to: version }: Brought,
  first: Attempt | null,
  environments: readonly ResolvedEnvironment[],
  cells: readonly Cell[],
  stays: StaysOf,
): BroughtVersion {
  const origin = stays(first?.environment ?? "", service);
  const places = environments.map(({ environment: { name, short } }): Whereabouts => {
    const cell = cells.find((one) => one.environment === name && one.service === service) ?? null;
    const state = cell && asWord(cell.state, CELL_STATES, "unknown");
    const now = cell && state ? { ...cell, state } : null;
    const found = whereabouts(version, now, stays(name, service), origin);
    return {
      environment: name,
      short,
      kind: found.kind,
      version: "by" in found ? found.by : "runs" in found ? found.runs : null,
      at: ("since" in found ? found.since : "until" in found ? found.until : null)?.toISOString() ?? null,
      tone: cell ? asWord(cell.tone, TONES, "unknown") : "unknown",
      words: cell?.words ?? "",
    };
  });
  return { service, version, from, places };
}
