import type { Problem, Service } from "@/lib/domain/pipeline";
import { isFleet, type ResolvedEnvironment, valuesPath } from "@/lib/domain/placement";
import { type ValuesProblem, versionsIn } from "@/lib/domain/values-file";
import type { GitHost } from "@/lib/ports";

/**
 * What of the environments' values files cannot be read at a commit, each with its place; null when the Git host did not
 * give them all. A fleet has a file an application and thousands of them: there the row itself says that it is not known.
 */
export async function valuesProblems(
  git: Pick<GitHost, "file">,
  sha: string,
  environments: readonly ResolvedEnvironment[],
  services: readonly Service[],
): Promise<Problem[] | null> {
  const own = environments.filter(({ environment }) => !isFleet(environment));
  const paths = [...new Set(own.map(({ environment }) => valuesPath(environment, "")))];
  const files = await Promise.all(paths.map(async (path) => ({ path, file: await git.file(path, sha) })));
  if (files.some(({ file }) => !file.ok)) return null;
  return files.flatMap(({ path, file }) =>
    file.ok
      ? versionsIn(file.value, services)
          .problems.filter(isFault)
          .map((fault) => problemIn(path, fault))
      : [],
  );
}

/** A service that an environment's file does not mention is not in that environment: no fault. */
function isFault({ service, reason }: ValuesProblem): boolean {
  return service === null || !reason.endsWith(" is not there");
}

function problemIn(file: string, { line, reason }: ValuesProblem): Problem {
  return { file, line: line ?? 1, column: 1, reason: `${reason}.` };
}
