import type { Service } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { versionsIn } from "@/lib/domain/values-file";
import type { GitHost, Log } from "@/lib/ports";

/** `versions` is undefined where the file cannot be read: what was known before stays. */
type Content = { text: string | null; versions: Record<string, string> | undefined; charts: string | null };

const MOST_KEPT = 20_000;

/**
 * Values files by commit. A commit never changes, so each file is read once; until it has been read the answer is
 * undefined, and `onRead` is called when it is there.
 */
export function createValuesAt(deps: {
  git: GitHost;
  log: Log;
  services: () => readonly Service[];
  onRead: () => void;
}) {
  const kept = new Map<string, Content>();
  const asked = new Set<string>();

  const lookUp = (environment: ResolvedEnvironment, row: string, sha: string): Content | undefined => {
    const path = valuesPath(environment.environment, row);
    const key = `${sha}:${path}`;
    const found = kept.get(key);
    if (!found && !asked.has(key)) {
      asked.add(key);
      void read(environment, row, path, sha, key);
    }
    return found;
  };

  async function read(environment: ResolvedEnvironment, row: string, path: string, sha: string, key: string) {
    const [file, charts] = await Promise.all([
      deps.git.file(path, sha),
      deps.git.commits({ ref: sha, path: "helm-charts", limit: 1 }),
    ]);
    asked.delete(key);
    if (!file.ok) {
      deps.log.warn("values file could not be read", { path, sha, reason: file.failure.detail });
      return;
    }
    if (kept.size > MOST_KEPT) kept.clear();
    const versions = file.value === null ? {} : versionsOf(file.value, environment, row, deps.services());
    kept.set(key, { text: file.value, versions, charts: charts.ok ? (charts.value[0]?.sha ?? "") : null });
    deps.onRead();
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
      return left.text !== right.text || left.charts !== right.charts;
    },
    /** Forgets what the policy's services make of a file; the files themselves are read again. */
    clear() {
      kept.clear();
    },
  };
}

function versionsOf(
  text: string,
  resolved: ResolvedEnvironment,
  row: string,
  services: readonly Service[],
): Record<string, string> | undefined {
  const { environment } = resolved;
  const wanted = isFleet(environment)
    ? [{ name: row, version: environment.version ?? ["image", "tag"] }]
    : services.map(({ name, version }) => ({ name, version }));
  const { versions, problems } = versionsIn(text, wanted);
  return problems.some((problem) => problem.service === null) ? undefined : versions;
}
