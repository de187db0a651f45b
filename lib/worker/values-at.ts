import { bounded } from "@/lib/bounded-map";
import type { Service } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { sectionDiffers } from "@/lib/domain/values-section";
import type { GitHost, Log } from "@/lib/ports";
import { rowKey } from "./change-batch";
import { createFilesAt, type FileAt } from "./files-at";
import { createValuesReader, type ValuesRead } from "./read-values";

type Content = FileAt & ValuesRead;

const MOST_KEPT = 100_000;

/**
 * Values files by commit. A commit never changes, so each file is read once; until it has been read the answer is
 * undefined, and `onRead` tells whose file is there.
 */
export function createValuesAt(deps: {
  git: GitHost;
  log: Log;
  services: () => readonly Service[];
  environments: () => readonly ResolvedEnvironment[];
  onRead: (environment: string, row: string) => void;
}) {
  const reader = createValuesReader({ ...deps, files: createFilesAt(deps) });
  const kept = bounded<Content>(MOST_KEPT);
  const asked = new Set<string>();
  const missed = new Map<string, { environment: string; row: string }>();

  const lookUp = (environment: ResolvedEnvironment, row: string, sha: string): Content | undefined => {
    const path = valuesPath(environment.environment, row);
    const key = `${sha}:${path}`;
    const found = kept.get(key);
    if (!found && !asked.has(key)) {
      asked.add(key);
      const { name } = environment.environment;
      reader
        .read(environment, row, path, sha)
        .then((content) => {
          if (!content) return missed.set(rowKey(name, row), { environment: name, row });
          kept.set(key, content);
          return deps.onRead(name, row);
        })
        .catch((error: unknown) => deps.log.error("a values file could not be read", { path, reason: String(error) }))
        .finally(() => asked.delete(key));
    }
    return found;
  };

  return {
    read: lookUp as (environment: ResolvedEnvironment, row: string, sha: string) => ValuesRead | undefined,
    /** Whether what shapes an environment differs between two commits; null when that is not known yet. */
    differs(environment: ResolvedEnvironment, row: string, a: string, b: string): boolean | null {
      if (a === b) return false;
      const [left, right] = [lookUp(environment, row, a), lookUp(environment, row, b)];
      if (!left || !right || left.charts === null || right.charts === null) return null;
      return left.id !== right.id || left.charts !== right.charts;
    },
    /** The same for one service of several in a file; null, too, when the file does not tell them apart. */
    differsFor(environment: ResolvedEnvironment, row: string, service: string, a: string, b: string): boolean | null {
      const whole = this.differs(environment, row, a, b);
      if (whole !== true || isFleet(environment.environment)) return whole;
      const [left, right] = [lookUp(environment, row, a), lookUp(environment, row, b)];
      const own = deps.services().find(({ name }) => name === service);
      if (!left || !right || !own) return null;
      if (left.charts !== right.charts) return true;
      const others = deps.services().map(({ version }) => version);
      return sectionDiffers(left.text, right.text, own.version, others);
    },
    /** Those whose file the Git host did not give are told of again: whoever looks at them asks for it anew. */
    askAgain() {
      const rows = [...missed.values()];
      missed.clear();
      for (const { environment, row } of rows) deps.onRead(environment, row);
    },
    /** Forgets what the policy's services make of a file; the files themselves are read again. */
    clear() {
      kept.clear();
      reader.clear();
    },
  };
}
