import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { isJsonObject, type JsonObject, objectAt } from "../simulator/argocd/json";
import { storedSecret } from "../simulator/argocd/manifests";
import { type Files, render } from "../simulator/argocd/render";
import type { Application } from "../simulator/argocd/wire";
import { chartsHash } from "./render-with-helm.mjs";

const root = path.resolve(import.meta.dirname, "..");
const kept = path.join(root, "simulator/argocd/rendered-by-helm");

function repositoryFiles(): Files {
  const entries = ["helm-charts", "environments"].flatMap((part) =>
    readdirSync(path.join(root, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  return Object.fromEntries(
    entries.map((file) => [path.relative(root, file).replaceAll(path.sep, "/"), readFileSync(file, "utf8")]),
  );
}

function renderedByHelm(environment: string): JsonObject[] {
  return parseAllDocuments(readFileSync(path.join(kept, `${environment}.yaml`), "utf8")).flatMap((document) => {
    const value: unknown = document.toJS();
    return isJsonObject(value) ? [storedSecret(value)] : [];
  });
}

function withoutTracking(manifest: JsonObject): JsonObject {
  const { "argocd.argoproj.io/tracking-id": _id, ...annotations } = objectAt(manifest, "metadata", "annotations");
  const { annotations: _all, ...metadata } = objectAt(manifest, "metadata");
  return { ...manifest, metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata };
}

describe("the shipped charts, rendered here and by real Helm", () => {
  const files = repositoryFiles();

  it("are the charts that Helm rendered (else: node scripts/render-with-helm.mjs)", () => {
    expect(readFileSync(path.join(kept, "charts.sha256"), "utf8").trim()).toBe(chartsHash());
  });

  it.each(["dev-env-1", "staging-env-1", "production-env-1"])("are the same objects for %s", (environment) => {
    const { spec }: Application = parse(readFileSync(path.join(root, `argocd-apps/${environment}-app.yaml`), "utf8"));
    const rendered = render(files, spec, `${environment}-linq-platform`);
    if (!rendered.ok) throw new Error(rendered.message);
    const ours = [...rendered.manifests, ...rendered.hooks].map(withoutTracking);
    const theirs = renderedByHelm(environment);
    expect(ours.map((o) => `${o.kind} ${objectAt(o, "metadata").name}`)).toEqual(
      theirs.map((o) => `${o.kind} ${objectAt(o, "metadata").name}`),
    );
    expect(ours).toEqual(theirs);
    expect(theirs).toHaveLength(26);
  });
});
