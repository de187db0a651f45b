import type { ErrorCode } from "yaml";

/** What is wrong with a YAML text in words that tell what to write instead; `near` is the text from the fault on. */
export function yamlWords(code: ErrorCode, near: string): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "A tab stands here: indent with spaces";
    case "BAD_INDENT":
      return "The indentation does not fit the lines above, or a bracket above is not closed";
    case "BLOCK_AS_IMPLICIT_KEY":
      return "A second key on this line: put the value in quotes, or the key on a line of its own";
    case "BLOCK_IN_FLOW":
      return "A list or key of its own line cannot stand inside brackets";
    case "MULTILINE_IMPLICIT_KEY":
      return "A key must stand on one line and end with a colon";
    case "MISSING_CHAR":
      return "Something is missing here: a closing quote or bracket, a comma, or the colon after a key";
    case "BAD_SCALAR_START":
      return `A value cannot begin with ${near.charAt(0)} unless it stands in quotes`;
    case "BAD_DQ_ESCAPE":
      return "This backslash means nothing between double quotes: double it, or use single quotes";
    case "BAD_ALIAS":
    case "ALIAS_PROPS":
    case "MULTIPLE_ANCHORS":
    case "BAD_PROP_ORDER":
      return "This anchor (&) or alias (*) cannot stand here";
    case "BAD_DIRECTIVE":
      return "A line cannot begin with % here";
    case "MULTIPLE_TAGS":
    case "TAG_RESOLVE_FAILED":
    case "BAD_COLLECTION_TYPE":
      return "The value is not what its tag (!) says";
    case "KEY_OVER_1024_CHARS":
      return "A key is longer than 1,024 characters";
    case "NON_STRING_KEY":
      return "This key is not text";
    case "DUPLICATE_KEY":
    case "IMPOSSIBLE":
    case "MULTIPLE_DOCS":
    case "RESOURCE_EXHAUSTION":
    case "UNEXPECTED_TOKEN":
      return "This does not fit what stands before it";
  }
}
