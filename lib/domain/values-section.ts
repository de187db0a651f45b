import { canonical } from "./same-content";
import { readDocument } from "./yaml-document";

/**
 * Whether what two values files say of one service differs: its own section, and whatever belongs to no other service.
 * Null when that cannot be told, because a file cannot be read or the service has no section of its own.
 */
export function sectionDiffers(
  a: string | null,
  b: string | null,
  version: readonly string[],
  others: readonly (readonly string[])[],
): boolean | null {
  const [own] = version;
  if (own === undefined || version.length < 2) return null;
  const [left, right] = [membersOf(a), membersOf(b)];
  if (left === null || right === null) return null;
  const foreign = new Set(others.map(([section]) => section).filter((section) => section !== own));
  const keys = new Set([...left.keys(), ...right.keys()].filter((key) => !foreign.has(key)));
  return [...keys].some((key) => left.get(key) !== right.get(key));
}

/** Each member as text that is equal for equal content, whatever its comments and order. */
function membersOf(text: string | null): Map<string, string> | null {
  const read = text === null ? null : readDocument(text);
  if (!read?.ok || read.yaml.duplicates.length > 0) return null;
  const value: unknown = read.yaml.document.toJS({ maxAliasCount: -1 }); // readDocument bounds what aliases expand to
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  return new Map(Object.entries(value).map(([key, member]) => [key, canonical(member)]));
}
