import * as z from "zod";
import { pipelineShape } from "./shape";

const nodeShape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

let whole: unknown;

/** The keys that the shape allows at a path of the file, for suggestions. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  whole ??= z.toJSONSchema(pipelineShape, { io: "input", unrepresentable: "any" });
  let level = [whole];
  for (const step of path) level = level.flatMap((node) => below(node, step));
  return level.flatMap(branches).flatMap((node) => Object.keys(node.properties ?? {}));
}

function below(node: unknown, step: PropertyKey): unknown[] {
  return branches(node).flatMap(({ properties, items, additionalProperties }) =>
    typeof step === "number" ? [items] : [properties?.[String(step)] ?? additionalProperties],
  );
}

function branches(node: unknown): z.output<typeof nodeShape>[] {
  const read = nodeShape.safeParse(node);
  if (!read.success) return [];
  return [read.data, ...(read.data.anyOf ?? []).flatMap(branches)];
}
