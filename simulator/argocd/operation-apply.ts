import { applyManifest, deleteObject, predicted } from "./cluster";
import { targetManifests } from "./compare";
import { type JsonObject, numberAt, objectAt, sameJson } from "./json";
import { identityOf, objectKey, templateImages } from "./objects";
import { jobResult, kubectlName, objectResult } from "./results";
import { advanceCluster } from "./rollout";
import { scenarioOf } from "./scenarios";
import type { Turn } from "./turn";
import type { Operation, ResourceResult } from "./wire";
import type { ApplicationState } from "./world";

export interface ApplyOutcome {
  results: ResourceResult[];
  failure: string | null;
  /** Nothing of the application was live before. */
  createdFirst: boolean;
}

function isSelected(operation: Operation, manifest: JsonObject): boolean {
  const selected = operation.sync?.resources;
  if (!selected) return true;
  const { group, kind, name } = identityOf(manifest);
  return selected.some((ref) => (ref.group ?? "") === group && ref.kind === kind && ref.name === name);
}

/** What the API server says to a manifest that it does not take; null when it takes it. */
function refusal(manifest: JsonObject): string | null {
  const { kind, name } = identityOf(manifest);
  const file = 'error when patching "/dev/shm/981663732"';
  const ports = objectAt(manifest, "spec").ports;
  const port = Array.isArray(ports) ? (numberAt(ports[0], "port") ?? 80) : 80;
  if (kind === "Service" && (port < 1 || port > 65535)) {
    return `${file}: Service "${name}" is invalid: spec.ports[0].port: Invalid value: ${port}: must be between 1 and 65535, inclusive`;
  }
  const image = kind === "Deployment" ? templateImages(manifest)[0] : undefined;
  if (image === undefined || scenarioOf(image) !== "refused") return null;
  return `${file}: Deployment.apps "${name}" is invalid: spec.template.spec.containers[0].image: Invalid value: "${image}": refused by admission policy`;
}

function wouldApply(app: ApplicationState, target: JsonObject): string {
  const live = app.live[objectKey(target)];
  if (!live) return "created";
  if (target.kind === "Secret") return "configured";
  return sameJson(predicted(app, target), live.manifest) ? "unchanged" : "configured";
}

function prune(
  turn: Turn,
  app: ApplicationState,
  operation: Operation,
  targets: JsonObject[],
  namespace: string,
): ResourceResult[] {
  const wanted = new Set(targets.map(objectKey));
  const extra = Object.entries(app.live).filter(
    ([key, live]) => !wanted.has(key) && isSelected(operation, live.manifest),
  );
  return extra.map(([key, live]) => {
    if (!operation.sync?.prune) {
      return objectResult(live.manifest, namespace, {
        status: "PruneSkipped",
        message: "ignored (requires pruning)",
        hookPhase: "Succeeded",
      });
    }
    if (operation.sync.dryRun) {
      return objectResult(live.manifest, namespace, {
        status: "Pruned",
        message: "pruned (dry run)",
        hookPhase: "Succeeded",
      });
    }
    deleteObject(turn.world, app, key, turn.now);
    return objectResult(live.manifest, namespace, { status: "Pruned", message: "pruned", hookPhase: "Succeeded" });
  });
}

function dryRun(
  turn: Turn,
  app: ApplicationState,
  operation: Operation,
  targets: JsonObject[],
  namespace: string,
  startedAt: number,
): ResourceResult[] {
  const hooks = turn.snapshots.rendered(app.wire.spec, app.wire.metadata.name, operation.sync?.revision ?? "");
  const hook =
    hooks.ok && !operation.sync?.resources && !operation.sync?.syncStrategy?.apply ? hooks.hooks[0] : undefined;
  const name = `linq-migrate-${(operation.sync?.revision ?? "").slice(0, 7)}-presync-${startedAt}`;
  const job = hook
    ? [jobResult(name, namespace, templateImages(hook)[0], `job.batch/${name} created (dry run)`, "Succeeded")]
    : [];
  const objects = targets.map((target) =>
    objectResult(target, namespace, {
      status: "Synced",
      message: `${kubectlName(target)} ${wouldApply(app, target)} (dry run)`,
      hookPhase: "Succeeded",
    }),
  );
  return [...job, ...prune(turn, app, operation, allTargets(turn, app, operation), namespace), ...objects];
}

function allTargets(turn: Turn, app: ApplicationState, operation: Operation): JsonObject[] {
  const targets = targetManifests(app, turn.snapshots, operation.sync?.revision ?? "");
  return typeof targets === "string" ? [] : targets;
}

/** Applies and prunes, in the order of kinds; stops at the first object that the API server refuses. */
export function applyResources(
  turn: Turn,
  app: ApplicationState,
  operation: Operation,
  revision: string,
  startedAt: number,
): ApplyOutcome {
  const namespace = app.wire.spec.destination.namespace ?? "";
  const all = targetManifests(app, turn.snapshots, revision);
  if (typeof all === "string") return { results: [], failure: all, createdFirst: false };
  const targets = all.filter((target) => isSelected(operation, target));
  const createdFirst = Object.keys(app.live).length === 0;
  if (operation.sync?.dryRun)
    return { results: dryRun(turn, app, operation, targets, namespace, startedAt), failure: null, createdFirst: false };
  const results = prune(turn, app, operation, all, namespace);
  const refused = targets.find((target) => refusal(target) !== null);
  for (const target of targets) {
    const fault = refusal(target);
    if (fault) {
      const failed = objectResult(target, namespace, { status: "SyncFailed", message: fault, hookPhase: "Failed" });
      return { results: [...results, failed], failure: fault, createdFirst: false };
    }
    const message = `${kubectlName(target)} ${applyManifest(turn.world, app, target, turn.now)}`;
    results.push(
      objectResult(target, namespace, { status: "Synced", message, hookPhase: refused ? "Succeeded" : "Running" }),
    );
  }
  advanceCluster(turn.world, app, turn.now);
  return { results, failure: null, createdFirst };
}
