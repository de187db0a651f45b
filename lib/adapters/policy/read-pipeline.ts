import type { Problem } from "@/lib/domain/pipeline";
import type { YamlFault } from "@/lib/domain/yaml-document";
import type { PolicyReader } from "@/lib/ports";
import { faultsOf } from "./reason";
import { referenceFaults } from "./references";
import { pipelineShape } from "./shape";
import { toPipeline } from "./to-pipeline";
import { readYaml } from "./yaml-content";

const MOST_PROBLEMS = 100;

/**
 * Reads pipeline.yaml. All problems of the file come at once, each with file, line, column and a reason; with one
 * problem nothing of the file counts (product.md: a broken policy never takes effect). Never throws.
 */
export const readPipeline: PolicyReader = (text, file) => {
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, problems: problemsOf(yaml.faults, file) };
  const read = pipelineShape.safeParse(yaml.content, { reportInput: true });
  const issues = read.success ? [] : read.error.issues.slice(0, MOST_PROBLEMS + 1);
  const faults = [...issues.flatMap((issue) => faultsOf(issue, yaml.content)), ...referenceFaults(yaml.content)];
  const found = faults.map(({ path, at, reason }) => ({ ...yaml.placeOf(path, at), reason }));
  const problems = problemsOf([...yaml.faults, ...found], file);
  if (!read.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, pipeline: toPipeline(read.data, file, yaml.placeOf) };
};

/** In the order of the file; beyond a hundred only their number. */
function problemsOf(faults: YamlFault[], file: string): Problem[] {
  const sorted = [...faults].sort((a, b) => a.line - b.line || a.column - b.column);
  const problems = sorted
    .slice(0, MOST_PROBLEMS)
    .map(({ line, column, reason }) => ({ file, line, column, reason: printable(reason) }));
  const left = sorted[MOST_PROBLEMS];
  if (!left) return problems;
  return [...problems, { file, line: left.line, column: left.column, reason: "There are more problems from here on." }];
}

/** Reasons quote the file, and a file may hold anything. */
function printable(reason: string): string {
  return reason.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "\ufffd");
}
