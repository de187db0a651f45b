import { recordEvent } from "./app-events";
import { changeLive, deleteObject } from "./cluster";
import { isJsonObject, type JsonObject, numberAt, objectAt } from "./json";
import { terminatePod } from "./pods";
import { moveCluster } from "./reconcile";
import type { Turn } from "./turn";
import { type ApplicationState, type DriftKind, type LiveObject, wholeSeconds } from "./world";

function changeDeployment(
  turn: Turn,
  app: ApplicationState,
  name: string,
  change: (spec: JsonObject) => JsonObject,
): void {
  const key = `apps/Deployment/${name}`;
  const live = app.live[key];
  if (live) changeLive(turn.world, app, key, { ...live.manifest, spec: change(objectAt(live.manifest, "spec")) });
}

/** The hand that changed it: kubectl names itself so. */
function signed(app: ApplicationState, key: string, hand: NonNullable<LiveObject["hand"]>) {
  const live = app.live[key];
  if (live) live.hand = hand;
}

function setData(turn: Turn, app: ApplicationState, key: string, data: JsonObject): void {
  const live = app.live[key];
  if (live)
    changeLive(turn.world, app, key, { ...live.manifest, data: { ...objectAt(live.manifest, "data"), ...data } });
}

interface Drift {
  service: string;
  kind: DriftKind;
  /** How many pods, where somebody scales; two more when left out. */
  replicas?: number | undefined;
}

/** What somebody with kubectl does behind Argo CD's back. */
export function drift(turn: Turn, app: ApplicationState, change: Drift): void {
  const { service, kind, replicas } = change;
  switch (kind) {
    case "scale":
      changeDeployment(turn, app, service, (spec) => ({
        ...spec,
        replicas: replicas ?? (numberAt(spec, "replicas") ?? 1) + 2,
      }));
      signed(app, `apps/Deployment/${service}`, { manager: "kubectl", subresource: "scale", at: turn.now });
      break;
    case "config":
      setData(turn, app, `/ConfigMap/${service}`, { LOG_LEVEL: "trace" });
      signed(app, `/ConfigMap/${service}`, { manager: "kubectl-edit", at: turn.now });
      break;
    case "secret":
      setData(turn, app, `/Secret/${service}-credentials`, {
        API_KEY: Buffer.from("changed-by-hand").toString("base64"),
      });
      signed(app, `/Secret/${service}-credentials`, { manager: "kubectl-patch", at: turn.now });
      break;
    case "delete-config":
      deleteObject(turn.world, app, `/ConfigMap/${service}`, turn.now);
      break;
    case "delete-pod": {
      const pod = app.pods.find((candidate) => candidate.container === service && candidate.reason !== "Terminating");
      if (pod) terminatePod(turn.world, pod, turn.now);
      break;
    }
  }
  moveCluster(turn, app);
}

function withTemplateAnnotation(spec: JsonObject, key: string, value: string): JsonObject {
  const template = objectAt(spec, "template");
  const metadata = objectAt(template, "metadata");
  const annotations = { ...objectAt(metadata, "annotations"), [key]: value };
  return { ...spec, template: { ...template, metadata: { ...metadata, annotations } } };
}

/** A resource action on a Deployment, as Argo CD's own scripts do it. */
export function runAction(
  turn: Turn,
  app: ApplicationState,
  deployment: string,
  action: string,
  replicas: number | undefined,
): void {
  changeDeployment(turn, app, deployment, (spec) => {
    if (action === "scale") return { ...spec, replicas: replicas ?? numberAt(spec, "replicas") ?? 1 };
    if (action === "pause") return { ...spec, paused: true };
    if (action === "resume") return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== "paused"));
    return withTemplateAnnotation(spec, "kubectl.kubernetes.io/restartedAt", wholeSeconds(turn.now));
  });
  recordEvent(turn, app, "ResourceActionRan", `ran action ${action} on resource apps/Deployment/${deployment}`, {
    user: "",
  });
  moveCluster(turn, app);
}

export function isPaused(manifest: JsonObject | undefined): boolean {
  const spec = manifest?.spec;
  return isJsonObject(spec) && spec.paused === true;
}
