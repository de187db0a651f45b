import { hexadecimal, newUid } from "./random";
import type { Turn } from "./turn";
import { type ApplicationState, nextResourceVersion, wholeSeconds } from "./world";

const KEPT_EVENTS = 60;

type EventReason =
  | "ResourceCreated"
  | "ResourceUpdated"
  | "ResourceDeleted"
  | "ResourceActionRan"
  | "OperationStarted"
  | "OperationCompleted";

/** Writes a Kubernetes event about the application, as Argo CD's audit logger does. */
export function recordEvent(
  turn: Turn,
  app: ApplicationState,
  reason: EventReason,
  message: string,
  options: { user?: string | undefined; type?: "Warning" } = {},
): void {
  const { metadata, spec } = app.wire;
  const at = wholeSeconds(turn.now);
  const suffix = hexadecimal(turn.world, 12);
  const component = options.user === undefined ? "argocd-application-controller" : "argocd-server";
  const user = options.user === undefined ? {} : { user: options.user };
  app.events.push({
    metadata: {
      name: `${metadata.name}.18ea${suffix}`,
      namespace: metadata.namespace,
      uid: newUid(turn.world),
      resourceVersion: nextResourceVersion(turn.world),
      creationTimestamp: at,
      annotations: {
        "dest-namespace": spec.destination.namespace ?? "",
        "dest-server": spec.destination.server ?? "",
        ...user,
      },
      managedFields: [
        { manager: component, operation: "Update", apiVersion: "v1", time: at, fieldsType: "FieldsV1", fieldsV1: {} },
      ],
    },
    involvedObject: {
      kind: "Application",
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      apiVersion: "argoproj.io/v1alpha1",
      resourceVersion: metadata.resourceVersion,
    },
    reason,
    message,
    source: { component },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
    type: options.type ?? "Normal",
    eventTime: null,
  });
  app.events = app.events.slice(-KEPT_EVENTS);
}
