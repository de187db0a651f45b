export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** One text for one value: keys in the order of their UTF-16 units, no spaces, as RFC 8785 writes JSON. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}
