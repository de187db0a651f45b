/** What stands at every place of a value: its path and itself. */
export function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== "object") return [path];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

/** The value with another one at a place. */
export function replaced(
  value: unknown,
  path: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((inner, i) => (i === key ? replaced(inner, rest, change) : inner));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaced(inner, rest, change) : inner]),
  );
}

/** What no field expects. */
export const HOSTILE = [
  undefined,
  null,
  true,
  -1,
  1e300,
  2 ** 31,
  "",
  "Teleporting",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00\ud800",
  "\u202egnp.exe",
  "javascript:alert(1)",
  "<img src=x onerror=alert(1)>",
  "+275760-09-13T00:00:00Z",
  "-000001-01-01T00:00:00Z",
  "y".repeat(300_000),
  [],
  {},
  [[[]]],
  [null, 7, "x"],
  { __proto__: null, constructor: "x" },
] as const;
