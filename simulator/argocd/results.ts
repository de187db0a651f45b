import type { JsonObject } from "./json";
import { identityOf, templateImages } from "./objects";
import type { OperationPhase, ResourceResult } from "./wire";

export function namespaceResult(namespace: string): ResourceResult {
  return {
    group: "",
    version: "v1",
    kind: "Namespace",
    namespace: "",
    name: namespace,
    status: "Synced",
    message: `namespace/${namespace} created`,
    hookPhase: "Running",
    syncPhase: "PreSync",
  };
}

export function jobResult(
  name: string,
  namespace: string,
  image: string | undefined,
  message: string,
  phase: OperationPhase,
): ResourceResult {
  return {
    group: "batch",
    version: "v1",
    kind: "Job",
    namespace,
    name,
    status: "Synced",
    message,
    hookType: "PreSync",
    hookPhase: phase,
    syncPhase: "PreSync",
    ...(image ? { images: [image] } : {}),
  };
}

/** kubectl's name of an object: `deployment.apps/linq-web`. */
export function kubectlName(manifest: JsonObject): string {
  const { group, kind, name } = identityOf(manifest);
  return `${kind.toLowerCase()}${group ? `.${group}` : ""}/${name}`;
}

export function objectResult(
  manifest: JsonObject,
  namespace: string,
  fields: Pick<ResourceResult, "status" | "message" | "hookPhase">,
): ResourceResult {
  const { group, version, kind, name } = identityOf(manifest);
  const images = templateImages(manifest);
  return {
    group,
    version,
    kind,
    namespace,
    name,
    ...fields,
    syncPhase: "Sync",
    ...(images.length > 0 ? { images } : {}),
  };
}
