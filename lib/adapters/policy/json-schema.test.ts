import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { pipelineSchema } from "./json-schema";
import { example } from "./problems.test-support";
import { readPipeline } from "./read-pipeline";
import { pipelineShape } from "./shape";

const accepts = new Ajv().compile(JSON.parse(pipelineSchema()) as object);
const whole: unknown = parse(example);

type Path = (string | number)[];

function pathsOf(value: unknown, above: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [above];
  const entries = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [above, ...entries.flatMap(([key, item]) => pathsOf(item, [...above, key]))];
}

function replaced(value: unknown, [step, ...below]: Path, change: (old: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, below, change) : item));
  const old = value as Record<string, unknown>;
  return { ...old, [step]: replaced(old[step], below, change) };
}

function without(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  return replaced(value, path.slice(0, -1), (old) =>
    Array.isArray(old)
      ? old.filter((_, i) => i !== last)
      : Object.fromEntries(Object.entries(old as object).filter(([key]) => key !== last)),
  );
}

const path = fc.constantFrom(...pathsOf(whole).filter((steps) => steps.length > 0));
const other = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1.5, -1, 1e9, "", "x", "5m", "a b", "all", "block", "sync", [], {}, ["x"], {
    role: "qa",
  }),
  fc.jsonValue({ maxDepth: 1 }),
);
const mutant = fc.oneof(
  fc.tuple(path, other).map(([at, value]) => replaced(whole, at, () => value)),
  path.map((at) => without(whole, at)),
  fc
    .tuple(path, fc.string({ minLength: 1, maxLength: 8 }), other)
    .map(([at, key, value]) =>
      replaced(whole, at, (old) =>
        typeof old === "object" && old !== null && !Array.isArray(old) ? { ...old, [key]: value } : old,
      ),
    ),
  fc
    .tuple(path, fc.integer({ min: 2, max: 60 }))
    .map(([at, count]) =>
      replaced(whole, at, (old) =>
        Array.isArray(old) ? Array.from({ length: count }, (_, index) => old[index % old.length] as unknown) : old,
      ),
    ),
);

describe("the schema that editors complete pipeline.yaml with", () => {
  it("is the one that the reader's shape gives: else run `npx tsx lib/adapters/policy/write-schema.ts`", () => {
    expect(readFileSync("public/pipeline.schema.json", "utf8")).toBe(pipelineSchema());
  });

  it("accepts the example and the policy that ships", () => {
    expect(accepts(whole)).toBe(true);
    expect(accepts(parse(readFileSync("environments/pipeline.yaml", "utf8")))).toBe(true);
  });

  it("accepts what the reader's shape accepts and refuses what it refuses, whatever is changed in the example", () => {
    fc.assert(
      fc.property(mutant, (content) => {
        expect(accepts(content)).toBe(pipelineShape.safeParse(content).success);
      }),
      { numRuns: 3_000 },
    );
  });

  it("refuses nothing that the reader takes", () => {
    fc.assert(
      fc.property(mutant, (content) => {
        const text = JSON.stringify(content);
        if (readPipeline(text, "f").ok) expect(accepts(JSON.parse(text))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
