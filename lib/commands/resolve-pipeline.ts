import { parseAllDocuments } from "yaml";
import type { Environment, Pipeline, Problem } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { GitHost } from "@/lib/ports";

type Resolved =
  | { ok: true; pipeline: Pipeline; environments: ResolvedEnvironment[] }
  | { ok: false; problems: Problem[] };

/**
 * Reads the application manifests that the policy names, so that every environment knows which Applications it claims.
 * A manifest that is missing or names none is a problem with the policy's place; then the old policy stays.
 */
export async function resolvePipeline(git: Pick<GitHost, "file">, sha: string, pipeline: Pipeline): Promise<Resolved> {
  const outcomes = await Promise.all(
    pipeline.environments.map((environment) => resolveEnvironment(git, sha, environment)),
  );
  const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.problem]));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, pipeline, environments: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.resolved] : [])) };
}

type One = { ok: true; resolved: ResolvedEnvironment } | { ok: false; problem: Problem };

async function resolveEnvironment(git: Pick<GitHost, "file">, sha: string, environment: Environment): Promise<One> {
  const choice = environment.applications;
  switch (choice.by) {
    case "names":
      return { ok: true, resolved: { environment, claims: { by: "names", names: choice.names } } };
    case "selector":
      return { ok: true, resolved: { environment, claims: { by: "selector", selector: choice.selector } } };
    case "manifest":
      return fromManifest(git, sha, environment, choice.path);
  }
}

async function fromManifest(
  git: Pick<GitHost, "file">,
  sha: string,
  environment: Environment,
  path: string,
): Promise<One> {
  const file = await git.file(path, sha);
  if (!file.ok) throw new Error(`${path} could not be read: ${file.failure.detail}`);
  if (file.value === null) return { ok: false, problem: problemAt(environment, `${path} does not exist.`) };
  const names = applicationNames(file.value);
  if (names.length === 0)
    return { ok: false, problem: problemAt(environment, `${path} holds no Argo CD Application.`) };
  return { ok: true, resolved: { environment, claims: { by: "names", names } } };
}

function applicationNames(text: string): string[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (!("toJS" in document) || document.errors.length > 0) return [];
    if (document.get("kind") !== "Application") return [];
    const name: unknown = document.getIn(["metadata", "name"]);
    return typeof name === "string" ? [name] : [];
  });
}

function problemAt(environment: Environment, reason: string): Problem {
  const [file = "environments/pipeline.yaml", line = "1"] = environment.place.split(":");
  return { file, line: Number(line) || 1, column: 1, reason: `${environment.name}: ${reason}` };
}
