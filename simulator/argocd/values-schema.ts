import * as z from "zod";
import type { Json, JsonObject } from "./json";
import { isJsonObject, objectAt } from "./json";

/** For a chart that ships no schema: what its templates could not make a Deployment of. */
const WITHOUT_SCHEMA = JSON.stringify({
  type: "object",
  required: ["image", "replicaCount"],
  properties: {
    replicaCount: { type: "integer", minimum: 0 },
    image: { type: "object", required: ["tag"], properties: { tag: { type: "string" } } },
    logLevel: { type: "string" },
    config: { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } },
  },
});

type Schema = { text: JsonObject; check: z.ZodType };
const read = new Map<string, Schema | string>();

/** The schema, or why it is none. */
function schemaOf(text: string): Schema | string {
  const known = read.get(text) ?? readSchema(text);
  read.set(text, known);
  return known;
}

function readSchema(text: string): Schema | string {
  try {
    const parsed: JsonObject = JSON.parse(text);
    return { text: parsed, check: z.fromJSONSchema(parsed) };
  } catch (error) {
    return error instanceof Error ? error.message : "unreadable";
  }
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function wantedAt(schema: JsonObject, steps: PropertyKey[]): string {
  const at = steps.reduce<JsonObject>((here, step) => {
    const own = objectAt(here, "properties")[String(step)];
    return isJsonObject(own) ? own : objectAt(here, "additionalProperties");
  }, schema);
  return [at.type].flat().join(" or ");
}

function valueAt(values: JsonObject, steps: PropertyKey[]): Json | undefined {
  return steps.reduce<Json | undefined>((here, step) => (isJsonObject(here) ? here[String(step)] : undefined), values);
}

const quoted = (value: unknown) => (typeof value === "string" ? `'${value}'` : JSON.stringify(value));

/** In the words of the validator that Helm has inside. */
function helmWords(issue: z.core.$ZodIssue, schema: JsonObject, values: JsonObject): string {
  const steps = issue.path;
  const value = valueAt(values, steps);
  const words = (reason: string, at = steps) => `at '${at.map((step) => `/${String(step)}`).join("")}': ${reason}`;
  const last = steps.at(-1);
  if (value === undefined && last !== undefined)
    return words(`missing property ${quoted(String(last))}`, steps.slice(0, -1));
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
      return words(`got ${typeName(value)}, want ${wantedAt(schema, steps)}`);
    case "unrecognized_keys":
      return words(`additional properties ${issue.keys.map(quoted).join(", ")} not allowed`);
    case "invalid_value":
      return words(`value must be one of ${issue.values.map(quoted).join(", ")}`);
    case "too_small":
      if (typeof value === "string") return words(`minLength: got ${value.length}, want ${issue.minimum}`);
      return words(`minimum: got ${JSON.stringify(value)}, want ${issue.minimum}`);
    case "too_big":
      return words(`maximum: got ${JSON.stringify(value)}, want ${issue.maximum}`);
    default:
      return words(issue.message);
  }
}

/** What a chart's `values.schema.json` finds wrong in its values, in Helm's words; nothing when they are as they should be. */
export function schemaFaults(text: string | undefined, values: JsonObject): string[] {
  const schema = schemaOf(text ?? WITHOUT_SCHEMA);
  if (typeof schema === "string") return [`unable to validate schema: ${schema}`];
  const checked = schema.check.safeParse(values);
  return checked.success ? [] : checked.error.issues.map((issue) => helmWords(issue, schema.text, values));
}
