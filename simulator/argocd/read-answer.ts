/** What stands at a place inside a JSON answer; undefined where there is no such place. */
export function at(json: unknown, ...place: (string | number)[]): unknown {
  let value = json;
  for (const key of place) {
    if (value === null || typeof value !== "object") return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The same, where a list must stand. */
export function listAt(json: unknown, ...place: (string | number)[]): unknown[] {
  const value = at(json, ...place);
  if (!Array.isArray(value)) throw new Error(`no list at ${place.join(".")} in ${shown(json)}`);
  return value;
}

/** The same, where text must stand. */
export function textAt(json: unknown, ...place: (string | number)[]): string {
  const value = at(json, ...place);
  if (typeof value !== "string") throw new Error(`no text at ${place.join(".")} in ${shown(json)}`);
  return value;
}

function shown(json: unknown): string {
  return String(JSON.stringify(json)).slice(0, 200);
}
