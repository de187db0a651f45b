import { bounded } from "@/lib/bounded-map";
import type { Service } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, rowFinder } from "@/lib/domain/placement";
import { isFault, type ValuesProblem, versionsIn } from "@/lib/domain/values-file";
import type { GitHost, Log } from "@/lib/ports";
import type { FileAt, FilesAt } from "./files-at";
import { createGate } from "./gate";

/** A values file of a fleet's: which row's, and in whose environment. */
export type FleetFile = { path: string; id: string; row: string; resolved: ResolvedEnvironment };

/** What one values file says. Of a service in `faulty` no version can be taken: the last good one stays. A fleet's texts are not kept. */
export type ValuesRead = {
  versions: Record<string, string>;
  faulty: string[];
  faults: ValuesProblem[];
  text: string | null;
};

const MOST_KEPT = 100_000;
const COMMITS_KEPT = 50;
const AT_ONCE = 8;
const AT_A_STRETCH = 50;
/** More files than these are not worth a request each: they come with one for all of them. */
const MOST_ALONE = 100;

/**
 * Reads values files, each content once: a push of one file costs one file, and the thousands that nobody has read yet
 * come together. Null: it could not be read now.
 */
export function createValuesReader(deps: {
  git: GitHost;
  log: Log;
  files: FilesAt;
  services: () => readonly Service[];
  environments: () => readonly ResolvedEnvironment[];
}) {
  const inTurn = createGate(AT_ONCE);
  const readings = bounded<Promise<ValuesRead | null>>(MOST_KEPT);
  const together = bounded<Promise<boolean>>(COMMITS_KEPT);
  const keyOf = (path: string, id: string) => `${path}:${id}`;

  async function fleetFiles(sha: string): Promise<FleetFile[] | null> {
    const all = await deps.files.all(sha);
    const fleets = deps.environments().filter(({ environment }) => isFleet(environment));
    const finders = fleets.map((resolved) => ({ resolved, rowOf: rowFinder(resolved.environment) }));
    return all && [...all].flatMap(([path, id]) => fleetFileOf(path, id, finders));
  }

  /** Reads what nobody has read of a fleet at a commit, where that is much; false: the Git host is away. */
  function readTogether(sha: string): Promise<boolean> {
    const under = together.get(sha);
    if (under) return under;
    const reading = takeArchive(sha).catch((error: unknown) => {
      together.delete(sha);
      throw error;
    });
    together.set(sha, reading);
    return reading;
  }

  async function takeArchive(sha: string): Promise<boolean> {
    const unread = (await fleetFiles(sha))?.filter(({ path, id }) => !readings.get(keyOf(path, id))) ?? [];
    if (unread.length <= MOST_ALONE) return true;
    const byPath = new Map(unread.map((file) => [file.path, file]));
    const found = await deps.git.texts(sha, (path) => byPath.has(path));
    if (found.ok) {
      await takeIn(found.value, byPath);
      return true;
    }
    deps.log.warn("values files could not be read together", { sha, reason: found.failure.detail });
    const isAway = found.failure.kind === "unreachable" || found.failure.kind === "rate-limited";
    if (isAway) together.delete(sha);
    return !isAway;
  }

  /** Thousands of files take seconds to read: whatever else this process does goes on in between. */
  async function takeIn(texts: Map<string, string>, byPath: ReadonlyMap<string, FleetFile>) {
    let taken = 0;
    for (const [path, text] of texts) {
      const file = byPath.get(path);
      if (file) readings.set(keyOf(path, file.id), Promise.resolve(readingOf(text, file.resolved, file.row)));
      if (++taken % AT_A_STRETCH === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function readingOf(text: string, { environment }: ResolvedEnvironment, row: string): ValuesRead {
    const wanted = isFleet(environment)
      ? [{ name: row, version: environment.version ?? ["image", "tag"] }]
      : deps.services().map(({ name, version }) => ({ name, version }));
    const { versions, problems } = versionsIn(text, wanted);
    const faults = problems.filter(isFault);
    const isWhole = faults.some(({ service }) => service === null);
    const named = faults.flatMap(({ service }) => (service === null || service in versions ? [] : [service]));
    const faulty = isWhole ? wanted.map(({ name }) => name) : named;
    return { versions, faulty, faults, text: isFleet(environment) || isWhole ? null : text };
  }

  async function alone(resolved: ResolvedEnvironment, row: string, path: string, sha: string) {
    const file = await deps.git.file(path, sha);
    if (file.ok) return file.value === null ? nothing : readingOf(file.value, resolved, row);
    deps.log.warn("values file could not be read", { path, sha, reason: file.failure.detail });
    return null;
  }

  async function read(
    resolved: ResolvedEnvironment,
    row: string,
    path: string,
    sha: string,
  ): Promise<(FileAt & ValuesRead) | null> {
    const file = await deps.files.at(path, sha);
    if (!file) return null;
    if (file.id === null) return { ...file, ...nothing };
    const key = keyOf(path, file.id);
    if (!readings.get(key) && isFleet(resolved.environment) && !(await readTogether(sha))) return null;
    const reading = readings.get(key) ?? inTurn(() => alone(resolved, row, path, sha));
    readings.set(key, reading);
    const found = await reading.catch((error: unknown) => {
      readings.delete(key);
      throw error;
    });
    if (found === null) readings.delete(key);
    return found && { ...file, ...found };
  }

  return {
    fleetFiles,
    read,
    /** Forgets what the policy makes of a file; the files themselves are read again. */
    clear() {
      readings.clear();
      together.clear();
    },
  };
}

const nothing: ValuesRead = { versions: {}, faulty: [], faults: [], text: null };

function fleetFileOf(
  path: string,
  id: string,
  finders: { resolved: ResolvedEnvironment; rowOf: (path: string) => string | null }[],
): FleetFile[] {
  for (const { resolved, rowOf } of finders) {
    const row = rowOf(path);
    if (row !== null) return [{ path, id, row, resolved }];
  }
  return [];
}
