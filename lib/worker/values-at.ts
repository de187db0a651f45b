import type { Service } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { versionsIn } from "@/lib/domain/values-file";
import type { GitHost, Log } from "@/lib/ports";
import { createFilesAt, type FileAt } from "./files-at";
import { createGate } from "./gate";

type Content = FileAt & { versions: Record<string, string> };

const MOST_KEPT = 100_000;
const AT_ONCE = 8;

/**
 * Values files by commit. A commit never changes, so each file is read once; until it has been read the answer is
 * undefined, and `onRead` tells whose file is there.
 */
export function createValuesAt(deps: {
  git: GitHost;
  log: Log;
  services: () => readonly Service[];
  onRead: (environment: string, row: string) => void;
}) {
  const files = createFilesAt(deps);
  const inTurn = createGate(AT_ONCE);
  const kept = new Map<string, Content>();
  const versions = new Map<string, Promise<Record<string, string> | null>>();
  const asked = new Set<string>();

  const lookUp = (environment: ResolvedEnvironment, row: string, sha: string): Content | undefined => {
    const path = valuesPath(environment.environment, row);
    const key = `${sha}:${path}`;
    const found = kept.get(key);
    if (!found && !asked.has(key)) {
      asked.add(key);
      void read(environment, row, path, sha).then((content) => {
        asked.delete(key);
        if (!content) return;
        keep(kept, key, content);
        deps.onRead(environment.environment.name, row);
      });
    }
    return found;
  };

  async function read(resolved: ResolvedEnvironment, row: string, path: string, sha: string): Promise<Content | null> {
    const file = await files.at(path, sha);
    if (!file) return null;
    if (file.id === null) return { ...file, versions: {} };
    const key = `${path}:${file.id}`;
    const known = versions.get(key) ?? inTurn(() => readVersions(resolved, row, path, sha));
    keep(versions, key, known);
    const found = await known;
    if (found === null) versions.delete(key);
    return found && { ...file, versions: found };
  }

  async function readVersions(resolved: ResolvedEnvironment, row: string, path: string, sha: string) {
    const file = await deps.git.file(path, sha);
    if (file.ok) return file.value === null ? {} : versionsOf(file.value, resolved, row, deps.services());
    deps.log.warn("values file could not be read", { path, sha, reason: file.failure.detail });
    return null;
  }

  return {
    versions(environment: ResolvedEnvironment, row: string, sha: string): Record<string, string> | undefined {
      return lookUp(environment, row, sha)?.versions;
    },
    /** Whether what shapes an environment differs between two commits; null when that is not known yet. */
    differs(environment: ResolvedEnvironment, row: string, a: string, b: string): boolean | null {
      if (a === b) return false;
      const [left, right] = [lookUp(environment, row, a), lookUp(environment, row, b)];
      if (!left || !right || left.charts === null || right.charts === null) return null;
      return left.id !== right.id || left.charts !== right.charts;
    },
    /** Forgets what the policy's services make of a file; the files themselves are read again. */
    clear() {
      kept.clear();
      versions.clear();
    },
  };
}

/** Keeps the newest; what was put in first goes first. */
function keep<T>(map: Map<string, T>, key: string, value: T) {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
}

function versionsOf(
  text: string,
  resolved: ResolvedEnvironment,
  row: string,
  services: readonly Service[],
): Record<string, string> {
  const { environment } = resolved;
  const wanted = isFleet(environment)
    ? [{ name: row, version: environment.version ?? ["image", "tag"] }]
    : services.map(({ name, version }) => ({ name, version }));
  return versionsIn(text, wanted).versions;
}
