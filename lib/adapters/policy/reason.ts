import type * as z from "zod";
import { knownKeys } from "./known-keys";
import { pathWords, shortened } from "./path-words";
import type { Fault } from "./place";
import { suggestion } from "./suggestion";

const MOST_KEYS = 20;

/** A validation issue in words that tell what to write instead; `above` is where its own path begins in the content. */
export function faultsOf(issue: z.core.$ZodIssue, content: unknown, above: readonly PropertyKey[] = []): Fault[] {
  const path = [...above, ...issue.path];
  const where = pathWords(path, content);
  const fault = (reason: string): Fault[] => [{ path, at: "value", reason }];
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(issue.keys, path);
    case "invalid_type":
      return fault(
        issue.input === undefined
          ? `${where} is missing.`
          : `${where} is not ${kindWords(issue)}: ${valueWords(issue.input)}.`,
      );
    case "invalid_value":
      return fault(choiceWords(issue, where));
    case "invalid_union":
      return unionFaults(issue, path, where, content);
    case "too_small":
      return fault(`${where} ${issue.origin === "number" ? `must be at least ${issue.minimum}` : "is empty"}.`);
    case "too_big":
      return fault(`${where} ${bigWords(issue)}.`);
    case "invalid_format":
    case "custom":
    case "invalid_key":
    case "invalid_element":
    case "not_multiple_of":
      return fault(`${where} ${issue.message}.`);
  }
}

function unknownKeys(keys: readonly string[], path: readonly PropertyKey[]): Fault[] {
  const known = knownKeys(path);
  return keys.slice(0, MOST_KEYS).map((key) => ({
    path: [...path, key],
    at: "key",
    reason: unknownWords(key, known),
  }));
}

function unknownWords(key: string, known: readonly string[]): string {
  if (key === "<<") return "Merge keys (<<) are not read here: write the keys out.";
  if (key.trim() === "") return "A key is missing before the colon.";
  return `${shortened(key)} is not known here.${suggestion(key, known)}`;
}

function choiceWords(issue: z.core.$ZodIssueInvalidValue, where: string): string {
  if (issue.input === undefined) return `${where} is missing.`;
  const known = issue.values.map(String);
  if (known.length === 1) return `${where} is ${valueWords(issue.input)} and must be ${known[0]}.`;
  const near = typeof issue.input === "string" ? suggestion(issue.input, known) : "";
  return `${where} is ${valueWords(issue.input)} and must be one of: ${known.join(", ")}.${near}`;
}

/** What is wrong inside the form that was meant, where one form fits on the outside; else which forms there are. */
function unionFaults(
  issue: z.core.$ZodIssueInvalidUnion,
  path: PropertyKey[],
  where: string,
  content: unknown,
): Fault[] {
  if (issue.input === undefined) return [{ path, at: "value", reason: `${where} is missing.` }];
  const meant = issue.errors.filter((branch) => branch.every((inner) => inner.path.length > 0));
  const [only] = meant;
  if (only && meant.length === 1) return only.flatMap((inner) => faultsOf(inner, content, path));
  return [{ path, at: "value", reason: `${where} ${issue.message}.` }];
}

function bigWords({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === "string") return `is longer than ${maximum} characters`;
  return origin === "array" ? `has more than ${maximum} entries` : `must be at most ${maximum}`;
}

function kindWords({ expected }: z.core.$ZodIssueInvalidType): string {
  switch (expected) {
    case "string":
      return "text";
    case "number":
      return "a number";
    case "int":
      return "a whole number";
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
  if (value === "") return "empty text";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  return shortened(String(value));
}
