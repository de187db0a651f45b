import type { Tree } from "./tree";
import type { Application } from "./wire";

/** A small tree for an application of the fleet: one Service and one Deployment with one pod. */
export function fleetTree(app: Application): Tree {
  const namespace = app.spec.destination.namespace ?? "";
  const service = app.metadata.labels?.application ?? app.metadata.name;
  const health = { status: app.status.health.status ?? "Healthy" };
  const uid = (last: string) => `${app.metadata.uid.slice(0, -1)}${last}`;
  const createdAt = app.metadata.creationTimestamp;
  const set = `${service}-7c9d8f6b5`;
  const resourceVersion = app.metadata.resourceVersion;
  const common = { version: "v1", namespace, resourceVersion, health, createdAt };
  return {
    nodes: [
      {
        ...common,
        kind: "Pod",
        name: `${set}-x2v4z`,
        uid: uid("c"),
        parentRefs: [{ group: "apps", version: "v1", kind: "ReplicaSet", namespace, name: set, uid: uid("b") }],
        info: [
          { name: "Status Reason", value: "Running" },
          { name: "Node", value: "node-a" },
          { name: "Containers", value: health.status === "Healthy" ? "1/1" : "0/1" },
        ],
        images: app.status.summary.images ?? [],
      },
      { ...common, kind: "Service", name: service, uid: uid("d"), health: { status: "Healthy" } },
      {
        ...common,
        group: "apps",
        kind: "Deployment",
        name: service,
        uid: uid("a"),
        info: [{ name: "Revision", value: "Rev:1" }],
      },
      {
        ...common,
        group: "apps",
        kind: "ReplicaSet",
        name: set,
        uid: uid("b"),
        parentRefs: [{ group: "apps", version: "v1", kind: "Deployment", namespace, name: service, uid: uid("a") }],
        info: [{ name: "Revision", value: "Rev:1" }],
      },
    ],
  };
}
