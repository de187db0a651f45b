import { isJsonObject, type Json, type JsonObject, objectAt, textAt } from "./json";

/** How Kubernetes names an object; `key` is unique within an application's namespace. */
export interface Identity {
  group: string;
  version: string;
  kind: string;
  name: string;
}

export function identityOf(manifest: JsonObject): Identity {
  const [first = "", second] = String(manifest.apiVersion ?? "").split("/");
  return {
    group: second === undefined ? "" : first,
    version: second ?? first,
    kind: String(manifest.kind),
    name: textAt(objectAt(manifest, "metadata"), "name") ?? "",
  };
}

export function objectKey(manifest: JsonObject): string {
  const { group, kind, name } = identityOf(manifest);
  return `${group}/${kind}/${name}`;
}

export function withNamespace(manifest: JsonObject, namespace: string): JsonObject {
  return { ...manifest, metadata: { ...objectAt(manifest, "metadata"), namespace } };
}

function containers(template: Json | undefined): JsonObject[] {
  const list = objectAt(template, "spec").containers;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/** Images of the pod template in a Deployment or Job. */
export function templateImages(manifest: JsonObject): string[] {
  return containers(objectAt(manifest, "spec", "template")).map((container) => String(container.image));
}

export function mainContainer(template: JsonObject): { name: string; image: string } {
  const first = containers(template)[0];
  return { name: textAt(first, "name") ?? "main", image: textAt(first, "image") ?? "" };
}
