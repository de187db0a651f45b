import { recordEvent } from "./app-events";
import { changeLive, deleteJob, deleteObject } from "./cluster";
import { type Json, mergePatch, objectAt } from "./json";
import { terminatePod } from "./pods";
import { moveCluster } from "./reconcile";
import type { Turn } from "./turn";
import type { ApplicationState, ResourceKey } from "./world";

/** One object is deleted through the API; what owns it makes it anew where Kubernetes would. */
export function deleteResource(turn: Turn, app: ApplicationState, { group, kind, name }: ResourceKey): void {
  const pod = kind === "Pod" ? app.pods.find((candidate) => candidate.name === name) : undefined;
  if (pod) terminatePod(turn.world, pod, turn.now);
  else if (kind === "Job") deleteJob(app, name);
  else if (kind === "ReplicaSet") deletePodsOf(turn, app, name);
  else deleteObject(turn.world, app, `${group}/${kind}/${name}`, turn.now);
  recordEvent(turn, app, "ResourceDeleted", `deleted resource ${group}/${kind} '${name}'`, { user: "" });
  moveCluster(turn, app);
}

// The Deployment makes a ReplicaSet of the same name at once: what is seen is that its pods are new.
function deletePodsOf(turn: Turn, app: ApplicationState, name: string): void {
  for (const pod of app.pods) if (pod.owner.name === name) terminatePod(turn.world, pod, turn.now);
}

/** The live manifest of a managed object is edited through the API. */
export function patchResource(
  turn: Turn,
  app: ApplicationState,
  { group, kind, name }: ResourceKey,
  patch: Json,
): void {
  const key = `${group}/${kind}/${name}`;
  const live = app.live[key];
  if (!live) return;
  changeLive(turn.world, app, key, objectAt({ it: mergePatch(live.manifest, patch) }, "it"));
  recordEvent(turn, app, "ResourceUpdated", `patched resource ${group}/${kind} '${name}'`, { user: "" });
  moveCluster(turn, app);
}
