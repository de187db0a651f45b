import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isJsonObject, type JsonObject, objectAt } from "./json";

const folder = path.resolve(import.meta.dirname, "../../argocd-apps");
const manifests = readdirSync(folder).map((name): JsonObject => parse(readFileSync(path.join(folder, name), "utf8")));
const application = (environment: string) => {
  const found = manifests.find((m) => objectAt(m, "metadata").name === `${environment}-linq-platform`);
  if (!found) throw new Error(`no Application for ${environment}`);
  return found;
};

/** From the definitions that Argo CD 2.14.21 installs, where ours use them. `kubectl apply` refuses what is not in them. */
const KNOWN: Record<string, string[]> = {
  "AppProject.spec": [
    ...["description", "sourceRepos", "destinations", "clusterResourceWhitelist", "clusterResourceBlacklist"],
    ...["namespaceResourceWhitelist", "namespaceResourceBlacklist", "roles", "syncWindows", "orphanedResources"],
  ],
  "AppProject.spec.syncWindows": [
    ...["applications", "clusters", "duration", "kind", "manualSync", "namespaces", "schedule", "timeZone"],
  ],
  "Application.spec": [
    "destination",
    "ignoreDifferences",
    "info",
    "project",
    "revisionHistoryLimit",
    "source",
    "syncPolicy",
  ],
  "Application.spec.source": [
    "chart",
    "directory",
    "helm",
    "kustomize",
    "path",
    "plugin",
    "ref",
    "repoURL",
    "targetRevision",
  ],
  "Application.spec.syncPolicy": ["automated", "managedNamespaceMetadata", "retry", "syncOptions"],
  "Application.spec.syncPolicy.automated": ["allowEmpty", "prune", "selfHeal"],
};

function unknownFields(manifest: JsonObject): string[] {
  return Object.entries(KNOWN).flatMap(([place, fields]) => {
    const [kind, ...steps] = place.split(".");
    if (manifest.kind !== kind) return [];
    const last = steps.pop() ?? "";
    const found = objectAt(manifest, ...steps)[last];
    const objects = (Array.isArray(found) ? found : [found]).filter(isJsonObject);
    return objects
      .flatMap((o) => Object.keys(o).filter((key) => !fields.includes(key)))
      .map((key) => `${place}.${key}`);
  });
}

describe("the shipped Argo CD manifests", () => {
  it("hold nothing that an Argo CD 2.14 does not know", () => {
    expect(manifests.flatMap(unknownFields)).toEqual([]);
    expect(unknownFields({ kind: "Application", spec: { syncPolicy: { automated: { enabled: false } } } })).toEqual([
      "Application.spec.syncPolicy.automated.enabled",
    ]);
  });

  it("never let production sync by itself, on any release", () => {
    expect(application("production-env-1").spec).toMatchObject({
      syncPolicy: { syncOptions: ["CreateNamespace=true", "PrunePropagationPolicy=foreground"] },
    });
    expect(objectAt(application("production-env-1"), "spec", "syncPolicy")).not.toHaveProperty("automated");
  });

  it.each([
    ["dev-env-1", ["CreateNamespace=true"]],
    ["staging-env-1", ["CreateNamespace=true", "PrunePropagationPolicy=foreground"]],
  ])("let %s sync, prune and heal by itself", (environment, syncOptions) => {
    expect(objectAt(application(environment), "spec").syncPolicy).toEqual({
      automated: { prune: true, selfHeal: true },
      syncOptions,
    });
  });

  it("allow a sync by hand outside production's window, for rollbacks", () => {
    const project = manifests.find((m) => m.kind === "AppProject");
    expect(objectAt(project, "spec").syncWindows).toEqual([
      {
        kind: "allow",
        schedule: "0 14 * * 1-5",
        duration: "4h",
        timeZone: "UTC",
        applications: ["production-*"],
        manualSync: true,
      },
    ]);
  });
});
