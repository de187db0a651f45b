import type { Service } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { versionsIn } from "@/lib/domain/values-file";
import { sectionDiffers } from "@/lib/domain/values-section";
import type { GitHost, Log } from "@/lib/ports";
import { createFilesAt, type FileAt } from "./files-at";
import { createGate } from "./gate";

/** `versions` is undefined where the file cannot be read: what was known before stays. A fleet's texts are not kept. */
type Read = { versions: Record<string, string> | undefined; text: string | null };
type Content = FileAt & Read;

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
  const readings = new Map<string, Promise<Read | null>>();
  const asked = new Set<string>();

  const lookUp = (environment: ResolvedEnvironment, row: string, sha: string): Content | undefined => {
    const path = valuesPath(environment.environment, row);
    const key = `${sha}:${path}`;
    const found = kept.get(key);
    if (!found && !asked.has(key)) {
      asked.add(key);
      read(environment, row, path, sha)
        .then((content) => {
          if (!content) return;
          keep(kept, key, content);
          deps.onRead(environment.environment.name, row);
        })
        .catch((error: unknown) => deps.log.error("a values file could not be read", { path, reason: String(error) }))
        .finally(() => asked.delete(key));
    }
    return found;
  };

  async function read(resolved: ResolvedEnvironment, row: string, path: string, sha: string): Promise<Content | null> {
    const file = await files.at(path, sha);
    if (!file) return null;
    if (file.id === null) return { ...file, versions: {}, text: null };
    const key = `${path}:${file.id}`;
    const known = readings.get(key) ?? inTurn(() => readText(resolved, row, path, sha));
    keep(readings, key, known);
    const found = await known.catch((error: unknown) => {
      readings.delete(key);
      throw error;
    });
    if (found === null) readings.delete(key);
    return found && { ...file, ...found };
  }

  async function readText(resolved: ResolvedEnvironment, row: string, path: string, sha: string): Promise<Read | null> {
    const file = await deps.git.file(path, sha);
    if (file.ok) {
      const versions = file.value === null ? {} : versionsOf(file.value, resolved, row, deps.services());
      return { versions, text: isFleet(resolved.environment) ? null : file.value };
    }
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
    /** Forgets what the policy's services make of a file; the files themselves are read again. */
    clear() {
      kept.clear();
      readings.clear();
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
): Record<string, string> | undefined {
  const { environment } = resolved;
  const wanted = isFleet(environment)
    ? [{ name: row, version: environment.version ?? ["image", "tag"] }]
    : services.map(({ name, version }) => ({ name, version }));
  const { versions, problems } = versionsIn(text, wanted);
  return problems.some((problem) => problem.service === null) ? undefined : versions;
}
