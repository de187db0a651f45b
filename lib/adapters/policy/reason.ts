import type * as z from "zod";

type Found = { path: PropertyKey[]; reason: string };

/** A validation issue in words that tell what to write instead. */
export function reasonOf(issue: z.core.$ZodIssue): Found[] {
  const where = issue.path.join(".") || "The file";
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...issue.path, key], reason: `${key} is not known here.` }));
    case "invalid_type":
      return [{ path: [...issue.path], reason: `${where} is missing or is not ${article(issue.expected)}.` }];
    case "invalid_value":
      return [{ path: [...issue.path], reason: `${where} must be one of: ${issue.values.map(String).join(", ")}.` }];
    case "invalid_union":
      return [{ path: [...issue.path], reason: `${where} has none of the forms that are allowed here.` }];
    case "too_small":
      return [{ path: [...issue.path], reason: `${where} is empty or too small.` }];
    case "too_big":
      return [{ path: [...issue.path], reason: `${where} is too long or too large.` }];
    case "invalid_format":
    case "custom":
    case "invalid_key":
    case "invalid_element":
    case "not_multiple_of":
      return [{ path: [...issue.path], reason: `${where} ${issue.message}.` }];
  }
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
