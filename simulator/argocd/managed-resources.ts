import { predicted } from "./cluster";
import { targetManifests } from "./compare";
import { canonical, type JsonObject, sameJson } from "./json";
import { liveManifest } from "./live-manifest";
import { SecretMask } from "./masking";
import { identityOf, objectKey } from "./objects";
import type { Snapshots } from "./repository";
import type { ApplicationState, LiveObject } from "./world";

function pair(app: ApplicationState, target: JsonObject | null, live: LiveObject | undefined): JsonObject {
  const mask = new SecretMask();
  const { group, kind, name } = identityOf(target ?? live?.manifest ?? {});
  const show = (normalized: boolean, content?: JsonObject) =>
    live ? canonical(liveManifest(app, live, mask, { normalized, ...(content ? { content } : {}) })) : "null";
  const targetState = target ? canonical(mask.apply(target)) : "null";
  const next = target && live ? predicted(app, target) : undefined;
  const modified = target !== null && (!live || !sameJson(next, live.manifest));
  return {
    ...(group ? { group } : {}),
    kind,
    namespace: app.wire.spec.destination.namespace ?? "",
    name,
    targetState,
    liveState: show(false),
    normalizedLiveState: show(true),
    predictedLiveState: target === null ? "null" : live ? show(true, next) : targetState,
    ...(live ? { resourceVersion: live.resourceVersion } : {}),
    ...(modified ? { modified: true } : {}),
  };
}

function sortKey(item: JsonObject): string {
  return `${item.group ?? ""}/${item.kind}/${item.name}`;
}

/** What differs, object by object, as four JSON texts (contract 5.4, 13.6, 13.8); hooks are not among them. */
export function managedResources(app: ApplicationState, snapshots: Snapshots): JsonObject[] {
  const revision = app.wire.status.sync.revision;
  const targets = revision === undefined ? [] : targetManifests(app, snapshots, revision);
  const wanted = typeof targets === "string" || app.wire.status.sync.status === "Unknown" ? [] : targets;
  const keys = new Set(wanted.map(objectKey));
  const extra = Object.entries(app.live).filter(([key]) => !keys.has(key));
  const items = [
    ...wanted.map((target) => pair(app, target, app.live[objectKey(target)])),
    ...extra.map(([, live]) => pair(app, null, live)),
  ];
  return items.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}
