import { isJsonObject, type Json, type JsonObject, sameJson } from "./json";
import { type LiveObject, wholeSeconds } from "./world";

/** Who set what of an object, as the API server keeps it: Argo CD, and whoever changed it by hand since. */
export function managedFields(live: LiveObject, shown: JsonObject): JsonObject[] {
  const apiVersion = String(shown.apiVersion);
  const entry = { apiVersion, fieldsType: "FieldsV1", operation: "Update" };
  const applied = { ...entry, fieldsV1: {}, manager: "argocd-controller", time: live.createdAt };
  const fields = changedFields(live.manifest, live.lastApplied);
  if (!live.hand || fields === null) return [applied];
  const { manager, subresource, at } = live.hand;
  const part = subresource === undefined ? {} : { subresource };
  return [applied, { ...entry, fieldsV1: fields, manager, time: wholeSeconds(at), ...part }];
}

/** What stands in the object and was not applied so, as a tree of fields; null where there is nothing. */
function changedFields(now: Json | undefined, applied: Json | undefined): JsonObject | null {
  if (now === undefined || sameJson(now, applied)) return null;
  if (!isJsonObject(now) || !isJsonObject(applied)) return {};
  const fields = Object.keys(now).flatMap((key): [string, JsonObject][] => {
    const inner = changedFields(now[key], applied[key]);
    return inner === null ? [] : [[`f:${key}`, inner]];
  });
  return fields.length === 0 ? null : Object.fromEntries(fields);
}
