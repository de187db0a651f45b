import type { Pipeline, Problem } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { versionsIn } from "@/lib/domain/values-file";
import type { FaultyFiles, GitHost, Log } from "@/lib/ports";
import { createFilesAt } from "./files-at";
import { createValuesReader, type ValuesRead } from "./read-values";

/** No more are told of by name. */
const MOST_NAMED = 20;
const MOST_OF_ONE_FILE = 20;

type File = { path: string; row: string; resolved: ResolvedEnvironment };

/**
 * Which values files cannot be read at a commit, an environment's own and a fleet's, each with its place. Only content
 * that was not judged before is read. Null when the Git host did not give all of it.
 */
export function createValuesFaults({ git, log }: { git: GitHost; log: Log }) {
  let policy: { commit: string; pipeline: Pipeline; environments: readonly ResolvedEnvironment[] } | null = null;
  const files = createFilesAt({ git, log });
  const services = () => policy?.pipeline.services ?? [];
  const reader = createValuesReader({ git, log, files, services, environments: () => policy?.environments ?? [] });

  async function faultsOf(file: File, sha: string): Promise<Problem[] | null> {
    const read = await reader.read(file.resolved, file.row, file.path, sha);
    if (!read) return null;
    return problemsIn(file.path, read.id === null ? versionsIn(null, []).problems : read.faults);
  }

  return async (sha: string, now: NonNullable<typeof policy>): Promise<FaultyFiles | null> => {
    if (policy?.commit !== now.commit) reader.clear();
    policy = now;
    const fleet = await reader.fleetFiles(sha);
    if (!fleet) return null;
    const found = await Promise.all([...ownFiles(now.environments), ...fleet].map((file) => faultsOf(file, sha)));
    if (found.includes(null)) return null;
    const faulty = found.filter((problems) => problems !== null).filter((problems) => problems.length > 0);
    return { count: faulty.length, problems: faulty.slice(0, MOST_NAMED).flat() };
  };
}

/** The files that each hold all versions of an environment. That a fleet lacks one says its row: no fault of a file. */
function ownFiles(environments: readonly ResolvedEnvironment[]): File[] {
  const own = environments.filter(({ environment }) => !isFleet(environment));
  const byPath = new Map(own.map((resolved) => [valuesPath(resolved.environment, ""), resolved]));
  return [...byPath].map(([path, resolved]) => ({ path, row: "", resolved }));
}

function problemsIn(file: string, faults: ValuesRead["faults"]): Problem[] {
  return faults
    .slice(0, MOST_OF_ONE_FILE)
    .map(({ line, reason }) => ({ file, line: line ?? 1, column: 1, reason: `${reason}.` }));
}
