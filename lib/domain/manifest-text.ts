import { stringify } from "yaml";

/** Writing YAML takes 20 times as long as writing JSON: above this a page would stand still. */
const MOST_AS_YAML = 300_000;

export type ManifestText = { text: string; language: "yaml" | "json" | "text" };

/** A manifest as a person reads it: YAML, or JSON where it is very long. `whole` keeps who set which field. */
export function manifestText(json: string, whole: boolean): ManifestText {
  try {
    const object: unknown = JSON.parse(json);
    return written(whole ? object : withoutManagedFields(object));
  } catch {
    // No JSON, or nested so deeply that nothing can be written of it.
    return { text: json, language: "text" };
  }
}

function written(object: unknown): ManifestText {
  const indented = JSON.stringify(object, null, 2);
  if (indented.length > MOST_AS_YAML) return { text: indented, language: "json" };
  return { text: stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }), language: "yaml" };
}

/** `managedFields` says who set which field, for machines; it is often half of the manifest. */
function withoutManagedFields(object: unknown): unknown {
  if (typeof object !== "object" || object === null || !("metadata" in object)) return object;
  const { metadata } = object;
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) return object;
  const { managedFields: _, ...rest } = metadata as Record<string, unknown>;
  return { ...object, metadata: rest };
}
