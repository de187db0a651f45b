import { expect, it } from "vitest";
import { readPipeline } from "./read-pipeline";

const long = (index: number) => `${"x".repeat(50)}${index}`;
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

// Each of these took minutes or for ever with work that grows by the square of the file: the time limit is the proof.
it.each([
  [
    "every source unknown",
    `environments:\n${lines(3_000, (i) => `  - { name: ${long(i)}, from: ${long(i + 10_000)} }`)}`,
  ],
  [
    "every channel unknown",
    `channels:\n${lines(5_000, (i) => `  ${long(i)}: {}`)}\nalerts:\n${lines(5_000, (i) => `  - { to: [${long(i + 10_000)}] }`)}`,
  ],
  ["every key unknown", lines(50_000, (i) => `k${i}: 1`)],
  ["every key of every environment unknown", `environments:\n${lines(20_000, () => "  - { a: 1, b: 2, c: 3 }")}`],
  [
    "a cron that never comes, again and again",
    `environments:\n${lines(10_000, () => '  - { windows: [ { open: "* * 31 2 *", duration: 1h } ] }')}`,
  ],
  [
    "no zone known",
    `environments:\n${lines(10_000, (i) => `  - { windows: [ { open: "Mon 14:00-18:00", zone: Etc/X${i} } ] }`)}`,
  ],
  [
    "globs of many stars",
    `environments:\n${lines(500, (i) => `  - { name: ${long(i)} }`)}\nfreezes:\n${lines(5_000, (i) => `  - { in: "*x*x*x*x*x*y${i}" }`)}`,
  ],
  ["commas without values", `[${",".repeat(100_000)}]`],
])("gets through a file with %s", (_name, text) => {
  const outcome = readPipeline(text, "environments/pipeline.yaml");
  expect(outcome.ok ? [] : outcome.problems.slice(0, 1)).toHaveLength(1);
});
