import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOSTILE, placesOf, replaced } from "./hostile.test-support";
import { observedApplication, treeNodes } from "./mapping";
import { recorded, recordingsLike } from "./recorded.test-support";
import { safeText } from "./safe-text";
import { wireApplication, wireTree } from "./wire";

const APPLICATIONS = recordingsLike(/\/get-(?!missing|other|refresh)/).filter((name) => isFine(name));
const TREES = recordingsLike(/\/(resource-)?tree(?!-stream)-?[^/]*$/).filter((name) => isFine(name));

function isFine(name: string): boolean {
  return recorded(name).response.status === 200;
}

const json = (name: string) => recorded(name).response.json;
const read = (value: unknown) => observedApplication(wireApplication.parse(value));

const DECEIVES = /\u202e|\p{Surrogate}/u;

/** What PostgreSQL takes as text and as jsonb, and what the columns hold. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && !DECEIVES.test(value) && value.length <= 4_000;
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  if (value instanceof Date) return value.getFullYear() >= 1970 && value.getFullYear() <= 9999;
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

describe("applications of real servers", () => {
  it.each(APPLICATIONS)("%s is read whole", (name) => {
    const application = read(json(name));
    expect(application.project).toBe("linq");
    expect(application.namespace).toBe("argocd");
    expect(application.uid).toMatch(/^[\da-f-]{36}$/);
    expect(application.targetRevision).toBe("main");
    expect(isStorable(application)).toBe(true);
  });

  it.each([
    // 2.14 dropped the `enabled: false` of the manifest: what the server kept counts (contract 13.25).
    ["V-2.14.21/get-rolled-back", { enabled: true, prune: false, selfHeal: false }, "any"],
    ["V-3.6.1/get-rolled-back", { enabled: false, prune: false, selfHeal: false }, "rollback"],
    ["V-3.6.1/get-synced", { enabled: false, prune: false, selfHeal: false }, "sync"],
    ["01-read/get-dev", { enabled: true, prune: true, selfHeal: true }, "any"],
  ])("%s: whether it syncs by itself, and what its operation was", (name, automated, operation) => {
    const application = read(json(name));
    expect(application.automated).toEqual(automated);
    if (operation !== "any") expect(application.operation?.isRollback).toBe(operation === "rollback");
  });

  it.each(APPLICATIONS)("%s: a hook that a sync has made is never up for pruning", (name) => {
    const hooks = read(json(name)).resources.filter((resource) => resource.hook);
    expect(hooks.filter((hook) => hook.requiresPruning)).toEqual([]);
  });

  it("tell a dry run, a self-heal and a comparison error", () => {
    expect(read(json("06-production-sync/get-after-dry-run")).operation).toMatchObject({ dryRun: true });
    expect(read(json("10-drift/get-dev-healed")).operation).toMatchObject({ partial: true, selfHeal: true });
    const broken = read(json("09-sync-failures/get-comparison-error"));
    expect(broken.sync).toBe("Unknown");
    expect(broken.conditions.map((c) => c.type)).toContain("ComparisonError");
  });
});

describe("an application that is not as expected", () => {
  it("is kept whatever any one of its fields becomes, and all that is kept can be stored", () => {
    const samples = APPLICATIONS.map((name) => ({ value: json(name), places: placesOf(json(name)) }));
    const mutation = fc
      .constantFrom(...samples)
      .chain(({ value, places }) =>
        fc.tuple(fc.constant(value), fc.constantFrom(...places), fc.constantFrom(...HOSTILE)),
      );
    fc.assert(
      fc.property(mutation, ([value, path, odd]) => {
        fc.pre(!isIdentity(path));
        const application = read(replaced(value, path, () => odd));
        expect(application.name).toMatch(/-linq-platform$/);
        expect(isStorable(application)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it("is kept when all of it but its name is missing or of another kind", () => {
    for (const odd of HOSTILE) {
      const application = read({ metadata: { name: "web", labels: odd }, spec: odd, status: odd, operation: odd });
      expect(application).toMatchObject({ name: "web", project: "default", sync: "Unknown", health: "Unknown" });
    }
    expect(read({ metadata: { name: "web" } })).toMatchObject({ operation: null, history: [], resources: [] });
  });

  it("is refused only for want of a name", () => {
    for (const odd of [
      undefined,
      null,
      {},
      { metadata: {} },
      { metadata: { name: "" } },
      { metadata: { name: "\u0000" } },
    ])
      expect(wireApplication.safeParse(odd).success).toBe(false);
  });

  it("loses the items of a list that cannot be read, and no others", () => {
    const resources = [null, { kind: "Service", name: "web" }, 7, { kind: ["x"], name: "odd" }, "x"];
    const found = read({ metadata: { name: "web" }, status: { resources } }).resources;
    expect(found.map((r) => [r.kind, r.name])).toEqual([
      ["Service", "web"],
      ["", "odd"],
    ]);
  });

  it("does not take an operation on some resources for a whole one because it cannot read them", () => {
    const operationState = { phase: "Succeeded", operation: { sync: { resources: [null] } } };
    expect(read({ metadata: { name: "web" }, status: { operationState } }).operation?.partial).toBe(true);
  });

  it("with a phase that is not known goes on until it has ended, and then it failed", () => {
    const phase = (state: object) =>
      read({ metadata: { name: "web" }, status: { operationState: { phase: "Pausing", ...state } } }).operation?.phase;
    expect(phase({})).toBe("Running");
    expect(phase({ finishedAt: "2026-11-24T03:00:00Z" })).toBe("Error");
  });

  it("keeps the newest of a history that is too long", () => {
    const history = Array.from({ length: 5_000 }, (_, id) => ({ id, deployedAt: "2026-11-24T03:00:00Z" }));
    expect(read({ metadata: { name: "web" }, status: { history } }).history.at(-1)?.id).toBe(4_999);
    expect(read({ metadata: { name: "web" }, status: { history } }).history.length).toBeLessThanOrEqual(100);
  });
});

describe("a tree that is not as expected", () => {
  it.each(TREES)("%s stands any odd field", (name) => {
    const value = json(name);
    fc.assert(
      fc.property(fc.constantFrom(...placesOf(value)), fc.constantFrom(...HOSTILE), (path, odd) => {
        fc.pre(path.length > 0);
        expect(isStorable(treeNodes(wireTree.parse(replaced(value, path, () => odd))))).toBe(true);
      }),
    );
  });

  it.each(["{}", '{"nodes":null}'])("%s has no nodes", (text) => {
    expect(treeNodes(wireTree.parse(JSON.parse(text)))).toEqual([]);
  });
});

describe("text from elsewhere", () => {
  it("is bounded, well-formed and free of what deceives; harmless text is left alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const safe = safeText(text, most);
        expect(safe.length).toBeLessThanOrEqual(most);
        expect(isStorable(safe)).toBe(true);
      }),
    );
    for (const text of ["", "a\tb\nc", "grün 🚀", "x".repeat(40)]) expect(safeText(text, 40)).toBe(text);
    expect(safeText("x".repeat(41), 40)).toBe(`${"x".repeat(39)}…`);
    expect(safeText("🚀".repeat(30), 40)).not.toMatch(/\p{Surrogate}/u);
  });
});

/** The name, and what holds it: without a name there is no application. */
function isIdentity(path: readonly (string | number)[]): boolean {
  return path.length === 0 || path.join() === "metadata" || path.join() === "metadata,name";
}
