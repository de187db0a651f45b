export type SemanticVersion = { major: number; minor: number; patch: number; pre: string[] };

const SHAPE =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Reads a semantic version (2.0, a leading `v` allowed); null for anything else, such as `latest`, a commit or a number too large to count with. */
export function parseVersion(text: string): SemanticVersion | null {
  const found = SHAPE.exec(text);
  if (!found) return null;
  const [major = 0, minor = 0, patch = 0] = found.slice(1, 4).map(Number);
  const pre = found[4]?.split(".") ?? [];
  if (![major, minor, patch].every(Number.isSafeInteger) || pre.some((part) => /^0\d+$/.test(part))) return null;
  return { major, minor, patch, pre };
}

/** Negative when `a` comes before `b`, by semver 2.0's precedence. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePre(a.pre, b.pre);
}

function comparePre(a: string[], b: string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left !== right) return comparePart(left, right);
  }
  return a.length - b.length;
}

function comparePart(a: string, b: string): number {
  const [na, nb] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (na && nb) return a.length - b.length || (a < b ? -1 : 1);
  if (na !== nb) return na ? -1 : 1;
  return a < b ? -1 : 1;
}

/**
 * How far `own` is from `source`, in words: "1 minor behind", "ahead", "differs"; null when they are the same. Builds of one
 * version have no order (semver 2.0, 10): they differ.
 */
export function lag(own: string, source: string): string | null {
  if (own === source) return null;
  const [a, b] = [parseVersion(own), parseVersion(source)];
  if (!a || !b) return "differs";
  const order = compareVersions(a, b);
  if (order === 0) return withoutV(own) === withoutV(source) ? null : "differs";
  if (order > 0) return "ahead";
  if (b.major !== a.major) return counted(b.major - a.major, "major", "major");
  if (b.minor !== a.minor) return counted(b.minor - a.minor, "minor", "minor");
  if (b.patch !== a.patch) return counted(b.patch - a.patch, "patch", "patches");
  return "behind";
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many} behind`;
}

function withoutV(version: string): string {
  return version.replace(/^v/, "");
}
