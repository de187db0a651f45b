export type Members = Record<string, unknown>;

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function memberAt(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = memberAt(value, ...path);
  return Array.isArray(found) ? found : [];
}
