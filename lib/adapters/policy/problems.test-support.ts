import { readFileSync } from "node:fs";
import { readPipeline } from "./read-pipeline";

export const example = readFileSync("lib/adapters/policy/example-pipeline.yaml", "utf8");

/** The problems of a text as `text at the place ⇒ reason`, so that the place is read along with the reason. */
export function problemsOf(text: string): string[] {
  const outcome = readPipeline(text, "environments/pipeline.yaml");
  if (outcome.ok) return [];
  const lines = text.split(/\r\n|\n/);
  return outcome.problems.map(
    ({ line, column, reason }) => `${(lines[line - 1] ?? "").slice(column - 1, column + 11).trim()} ⇒ ${reason}`,
  );
}

/** One place of the example changed; a test that changes nothing would prove nothing. */
export function changed(from: string, to: string): string {
  if (!example.includes(from)) throw new Error(`the example does not hold “${from}”`);
  return example.replace(from, () => to);
}
