import { at, isMap, type Json, type JsonMap, withKey } from "./json-value";
import type { Step } from "./structural-diff";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** What the cluster writes down about a resource for itself: it is in no Git, and no difference. */
const BOOKKEEPING = ["managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink"];
/** Argo CD writes hidden values as runs of this sign, as long as they are alike (contract 5.4). */
const HIDDEN = /^\++$/;
const MORE_HIDDEN = "++++++++";

/** A manifest as it may be shown and compared: without the cluster's bookkeeping, and no value of a Secret. */
export function shownManifest(manifest: Json): Json {
  if (!isMap(manifest)) return manifest;
  const metadata = at(manifest, "metadata");
  const plain = isMap(metadata) ? { ...manifest, metadata: withoutBookkeeping(metadata) } : manifest;
  return isSecret(plain) ? hidden(plain) : plain;
}

/** What Argo CD last applied by `kubectl apply`'s own record, null where there is none. */
export function lastApplied(manifest: Json): Json {
  const text = at(at(at(manifest, "metadata"), "annotations"), LAST_APPLIED);
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** Whether a place is one of a Secret's values. */
export function isSecretValue(manifest: Json, [first]: readonly Step[]): boolean {
  return isSecret(manifest) && first !== undefined && "key" in first && isValues(first.key);
}

/** Whether Argo CD hid this value. */
export function isHidden(value: Json | undefined): boolean {
  return typeof value === "string" && value.length >= MORE_HIDDEN.length && HIDDEN.test(value);
}

function isSecret(manifest: Json): boolean {
  return at(manifest, "kind") === "Secret" && at(manifest, "apiVersion") === "v1";
}

function isValues(key: string): boolean {
  return key === "data" || key === "stringData";
}

function withoutBookkeeping(metadata: JsonMap): JsonMap {
  const kept = BOOKKEEPING.reduce((map, key) => withKey(map, key, undefined), metadata);
  const annotations = at(kept, "annotations");
  if (!isMap(annotations)) return kept;
  const shown = withKey(annotations, LAST_APPLIED, undefined);
  return withKey(kept, "annotations", Object.keys(shown).length === 0 ? undefined : shown);
}

/** Argo CD hides them; one that it did not is hidden here. */
function hidden(secret: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(secret).map(([key, values]) => {
      if (!isValues(key) || values === null) return [key, values];
      if (!isMap(values)) return [key, MORE_HIDDEN];
      return [key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hiddenValue(value)]))];
    }),
  );
}

function hiddenValue(value: Json): Json {
  return typeof value === "string" && HIDDEN.test(value) ? value : MORE_HIDDEN;
}
