import { isJsonObject, type JsonObject, objectAt } from "./json";

/**
 * Replaces the values of a Secret's data by runs of `+`. States shown together share one mask: equal values get equal
 * runs, each further distinct value of a key one that is longer by four (contract 5.4).
 */
export class SecretMask {
  #runs = new Map<string, Map<string, string>>();

  apply(manifest: JsonObject): JsonObject {
    if (manifest.kind !== "Secret" || manifest.apiVersion !== "v1" || !isJsonObject(manifest.data)) return manifest;
    const data: JsonObject = {};
    for (const [key, value] of Object.entries(manifest.data)) data[key] = this.#run(key, String(value));
    return { ...manifest, data };
  }

  #run(key: string, value: string): string {
    const known = this.#runs.get(key) ?? new Map<string, string>();
    this.#runs.set(key, known);
    const run = known.get(value) ?? "+".repeat(8 + 4 * known.size);
    known.set(value, run);
    return run;
  }
}

/** One manifest on its own, masked. */
export function masked(manifest: JsonObject): JsonObject {
  return new SecretMask().apply({
    ...manifest,
    data: manifest.data === undefined ? undefined : objectAt(manifest, "data"),
  });
}
