import type * as z from "zod";
import { knownKeys } from "./known-keys";
import type { Fault } from "./place";
import { suggestion } from "./suggestion";

const MOST_KEYS = 20;

/** A validation issue in words that tell what to write instead; `above` is where its own path begins. */
export function faultsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): Fault[] {
  const path = [...above, ...issue.path];
  const where = path.length > 0 ? shortened(path.join(".")) : "The file";
  const fault = (reason: string): Fault[] => [{ path, at: "value", reason }];
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(path);
      return issue.keys.slice(0, MOST_KEYS).map((key) => ({
        path: [...path, key],
        at: "key",
        reason: `${shortened(key)} is not known here.${suggestion(key, known)}`,
      }));
    }
    case "invalid_type":
      return fault(
        issue.input === undefined
          ? `${where} is missing.`
          : `${where} is not ${kindWords(issue.expected)}: ${valueWords(issue.input)}.`,
      );
    case "invalid_value": {
      if (issue.input === undefined) return fault(`${where} is missing.`);
      const known = issue.values.map(String);
      const near = typeof issue.input === "string" ? suggestion(issue.input, known) : "";
      return fault(`${where} is ${valueWords(issue.input)} and must be one of: ${known.join(", ")}.${near}`);
    }
    case "invalid_union":
      return unionFaults(issue, path, where);
    case "too_small":
      return fault(`${where} is empty or too small.`);
    case "too_big":
      return fault(`${where} is too long or too large.`);
    case "invalid_format":
      return fault(`${where} ${issue.format === "url" ? "is not an address such as https://…" : issue.message}.`);
    case "custom":
    case "invalid_key":
    case "invalid_element":
    case "not_multiple_of":
      return fault(`${where} ${issue.message}.`);
  }
}

/** What is wrong inside the form that was meant, where one form fits on the outside; else which forms there are. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: PropertyKey[], where: string): Fault[] {
  if (issue.input === undefined) return [{ path, at: "value", reason: `${where} is missing.` }];
  const meant = issue.errors.filter((branch) => branch.every((inner) => inner.path.length > 0));
  const [only] = meant;
  if (only && meant.length === 1) return only.flatMap((inner) => faultsOf(inner, path));
  return [{ path, at: "value", reason: `${where} ${issue.message}.` }];
}

function kindWords(expected: string): string {
  switch (expected) {
    case "string":
      return "text";
    case "number":
    case "int":
      return "a number";
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "object":
    case "record":
      return "a group of keys";
    default:
      return `a ${expected}`;
  }
}

function valueWords(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  return shortened(String(value));
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
