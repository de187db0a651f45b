import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { lag } from "@/lib/domain/semantic-version";
import { sightFor } from "@/lib/domain/sight";
import type { ComparedVersion, CompareFilter, CompareSide, Comparison } from "@/lib/http/contracts/compare";
import { commitOf } from "./commit-of";
import { commitsBetween } from "./commits-between";
import { commonRevision, type SideRow, sideRows } from "./compare-side";
import { comparedFile, type FileAtCommit, type Git } from "./compared-file";
import { seen } from "./seen";

/** A fleet has a values file for each service: so many are read at once. */
const MOST_FILES = 20;
const MOST_VERSIONS = 500;

type Side = { resolved: ResolvedEnvironment; at: Date | null; rows: SideRow[]; revision: string | null };

/**
 * Two environments beside each other, or one at two times: versions, values at the commits that were deployed, and the
 * commits between. Where none is named the first, and the next of it; null where one is named that is not there.
 */
export async function comparison(
  actor: Actor,
  { db, git }: { db: Database; git: Git },
  filter: CompareFilter,
): Promise<Comparison | null> {
  const { environments, pipeline, sight } = await seen(db, sightFor(actor));
  const ordered = environments.toSorted((a, b) => a.environment.position - b.environment.position);
  const first = chosen(ordered, filter.from, ordered[0]);
  const second = chosen(ordered, filter.to, first && neighbourOf(ordered, first));
  if (!first || !second) return null;
  const [from, to] = await Promise.all([sideOf(db, first, filter.fromAt), sideOf(db, second, filter.toAt)]);
  const fits = ({ service }: { service: string }) => service.toLowerCase().includes(filter.q.toLowerCase());
  const versions = versionsOf(from.rows, to.rows).filter(fits);
  const pairs = filePairs(from, to).filter(({ service }) => service === null || fits({ service }));
  const rules = pipeline ?? { services: [], expectedToDiffer: [] };
  const [files, sides, between] = await Promise.all([
    Promise.all(pairs.slice(0, MOST_FILES).map((pair) => comparedFile(git, rules, pair))),
    Promise.all([shownSide(db, from), shownSide(db, to)]),
    commitsBetween(db, { from: to.revision, to: from.revision }, sight),
  ]);
  return {
    environments: ordered.map(({ environment }) => environment.name),
    from: sides[0],
    to: sides[1],
    versions: versions.slice(0, MOST_VERSIONS),
    files,
    filesOf: pairs.length,
    between,
  };
}

function chosen(ordered: ResolvedEnvironment[], name: string, otherwise: ResolvedEnvironment | undefined) {
  return name === "" ? otherwise : ordered.find(({ environment }) => environment.name === name);
}

/** Where what is in an environment goes next; for the last one, where it came from. */
function neighbourOf(ordered: ResolvedEnvironment[], own: ResolvedEnvironment): ResolvedEnvironment {
  const place = ordered.indexOf(own);
  return ordered[place + 1] ?? ordered[place - 1] ?? own;
}

async function sideOf(db: Database, resolved: ResolvedEnvironment, instant: string | null): Promise<Side> {
  const at = instant === null ? null : new Date(instant);
  const rows = await sideRows(db, resolved, at);
  return { resolved, at, rows, revision: commonRevision(rows) };
}

async function shownSide(db: Database, { resolved, at, revision }: Side): Promise<CompareSide> {
  const commit = revision === null ? null : await db.commit.findUnique({ where: { sha: revision } });
  return {
    environment: resolved.environment.name,
    at: at?.toISOString() ?? null,
    revision: revision === null ? null : commitOf(revision, commit ?? undefined),
  };
}

/** What differs first, then by name. */
function versionsOf(from: readonly SideRow[], to: readonly SideRow[]): ComparedVersion[] {
  const [before, after] = [
    new Map(from.map((row) => [row.service, row])),
    new Map(to.map((row) => [row.service, row])),
  ];
  const services = [...new Set([...before.keys(), ...after.keys()])].sort();
  const rows = services.map((service) => {
    const [was, is] = [before.get(service)?.version ?? null, after.get(service)?.version ?? null];
    return { service, from: was, to: is, words: was === null || is === null ? null : lag(is, was) };
  });
  return rows.sort((a, b) => Number(a.from === a.to) - Number(b.from === b.to));
}

function filePairs(from: Side, to: Side): { service: string | null; from: FileAtCommit; to: FileAtCommit }[] {
  if (!isFleet(from.resolved.environment) && !isFleet(to.resolved.environment)) {
    const [was, is] = [fileOf(from, "", from.revision), fileOf(to, "", to.revision)];
    return was && is ? [{ service: null, from: was, to: is }] : [];
  }
  const others = new Map(to.rows.map((row) => [row.service, row]));
  return from.rows.flatMap(({ service, revision }) => {
    const was = fileOf(from, service, revision);
    const is = fileOf(to, service, others.get(service)?.revision ?? null);
    return was && is ? [{ service, from: was, to: is }] : [];
  });
}

function fileOf({ resolved }: Side, row: string, revision: string | null): FileAtCommit | null {
  return revision === null ? null : { path: valuesPath(resolved.environment, row), revision };
}
