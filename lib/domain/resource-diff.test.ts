import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { managedResources } from "@/lib/adapters/argocd/mapping-inside";
import { wireManagedList } from "@/lib/adapters/argocd/wire-inside";
import { comparisonFault } from "./comparison-fault";
import type { ManagedResource } from "./observed-inside";
import { recordedApplication } from "./recorded.test-support";
import { type ComparedResource, compareResource } from "./resource-diff";

function recorded(name: string): ManagedResource[] {
  const exchange = JSON.parse(readFileSync(`conformance/recordings/${name}.json`, "utf8")) as {
    response: { json: unknown };
  };
  return managedResources(wireManagedList.parse(exchange.response.json));
}

function compared(resource: ManagedResource): ComparedResource | null {
  const steps = compareResource(resource, { words: 10, lines: 100 });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function differing(resources: ManagedResource[]) {
  return resources.flatMap((resource) => {
    const found = compared(resource);
    return found ? [{ name: `${resource.kind} ${resource.name}`, ...found }] : [];
  });
}

function between(live: object | null, git: object | null) {
  const side = (value: object | null) => (value === null ? null : JSON.stringify(value));
  const resource = { group: "", kind: "X", namespace: "n", name: "x", hook: false, target: null, live: null };
  const found = compared({ ...resource, normalizedLive: side(live), predictedLive: side(git) });
  if (!found) throw new Error("expected a difference");
  return found;
}

describe("what a real Argo CD compared", () => {
  it("replicas by hand: in words, by whom, and as the line that differs", () => {
    const [only, ...more] = differing(recorded("10-drift/managed-resources-production-drifted"));
    expect(more).toEqual([]);
    if (!only) throw new Error("expected one");
    expect(only.name).toBe("Deployment linq-scheduler");
    expect(only.words).toEqual([
      {
        what: "replicas",
        before: "4",
        after: "1",
        masked: false,
        owner: expect.objectContaining({ manager: "kubectl", part: "scale" }),
        cause: "behind-git",
      },
    ]);
    const lines = only.lines;
    expect(lines).toMatchObject({ state: "compared", added: 1, removed: 1 });
    expect(JSON.stringify(lines)).not.toMatch(/managedFields|last-applied/);
  });

  it("a Secret's value: that it differs and by whom, never how", () => {
    const [only] = differing(recorded("10-drift/managed-resources-secret-drifted"));
    if (!only) throw new Error("expected one");
    expect(only.words).toEqual([
      {
        what: "API_KEY",
        before: null,
        after: null,
        masked: true,
        owner: { manager: "kubectl-patch", part: null, at: "2026-11-24T02:51:57Z" },
        cause: "behind-git",
      },
    ]);
  });

  it("what Git no longer has would be deleted", () => {
    const all = differing(recorded("08-sync-variants/managed-resources-extra"));
    expect(all.map(({ name, state }) => [name, state])).toEqual([["ConfigMap linq-extra", "pruned"]]);
  });

  it("hooks and what is equal are not there", () => {
    expect(differing(recorded("01-read/managed-resources-dev"))).toEqual([]);
    expect(differing(recorded("06-production-sync/managed-resources-synced"))).toEqual([]);
  });

  it("nothing is drawn from a comparison that failed", () => {
    const resources = recorded("09-sync-failures/managed-resources-comparison-error");
    const { sync, conditions } = recordedApplication("09-sync-failures/get-comparison-error");
    expect(comparisonFault({ sync, conditions }, resources)?.detail).toContain('function "nofunc" not defined');
    // The worker may not have heard of it yet: the answer alone is enough to draw nothing.
    expect(comparisonFault({ sync: "Synced", conditions: [] }, resources)?.title).toContain("Git holds nothing");
    const drifted = recorded("10-drift/managed-resources-production-drifted");
    expect(comparisonFault({ sync: "OutOfSync", conditions: [] }, drifted)).toBeNull();
    expect(comparisonFault({ sync: "Unknown", conditions: [] }, drifted)?.title).toContain("does not know");
  });
});

describe("who changed a field", () => {
  const managed = (manager: string, fieldsV1: object, time = "2026-11-24T10:00:00Z") => ({ manager, fieldsV1, time });
  const live = (managedFields: object[], spec: object) => ({ metadata: { managedFields }, spec });
  const owner = (fields: object[], before: object, after: object) =>
    between(live(fields, before), { metadata: {}, spec: after }).words[0]?.owner?.manager ?? null;
  const argo = managed("argocd-controller", { "f:spec": { "f:replicas": {} } });

  it.each<[string, object[], object, object, string | null]>([
    [
      "the one that owns it",
      [managed("kubectl", { "f:spec": { "f:replicas": {} } })],
      { replicas: 4 },
      { replicas: 3 },
      "kubectl",
    ],
    [
      "not one that owns another",
      [managed("kubectl", { "f:spec": { "f:paused": {} } })],
      { replicas: 4 },
      { replicas: 3 },
      null,
    ],
    ["not Argo CD", [argo], { replicas: 4 }, { replicas: 3 }, null],
    [
      "nobody, where Argo CD owns it too",
      [argo, managed("helm", { "f:spec": { "f:replicas": {} } })],
      { replicas: 4 },
      { replicas: 3 },
      null,
    ],
    [
      "the owner of the whole that it is part of",
      [managed("operator", { "f:spec": { "f:selector": {} } })],
      { selector: { a: { b: 1 } } },
      { selector: { a: { b: 2 } } },
      "operator",
    ],
    [
      "nobody, for what is not there any more",
      [managed("kubectl", { "f:spec": { ".": {}, "f:a": {} } })],
      {},
      { a: 1 },
      null,
    ],
    [
      "the newest of several",
      [
        managed("old", { "f:spec": { "f:a": {} } }, "2026-11-20T10:00:00Z"),
        managed("new", { "f:spec": { "f:a": {} } }),
      ],
      { a: 1 },
      { a: 2 },
      "new",
    ],
    [
      "of a list's item by its keys",
      [managed("kubectl", { "f:spec": { "f:c": { 'k:{"name":"b"}': { ".": {}, "f:image": {} } } } })],
      {
        c: [
          { name: "a", image: "x:1" },
          { name: "b", image: "y:1" },
        ],
      },
      {
        c: [
          { name: "a", image: "x:1" },
          { name: "b", image: "y:2" },
        ],
      },
      "kubectl",
    ],
    [
      "not of its neighbour",
      [managed("kubectl", { "f:spec": { "f:c": { 'k:{"name":"b"}': { ".": {}, "f:image": {} } } } })],
      {
        c: [
          { name: "a", image: "x:1" },
          { name: "b", image: "y:1" },
        ],
      },
      {
        c: [
          { name: "a", image: "x:2" },
          { name: "b", image: "y:1" },
        ],
      },
      null,
    ],
    [
      "nothing from nonsense",
      [{ manager: 1 }, { manager: "a", fieldsV1: "b" }, { manager: "c", fieldsV1: { "f:spec": { "k:{": {} } } }],
      { a: 1 },
      { a: 2 },
      null,
    ],
  ])("%s", (_, fields, before, after, manager) => {
    expect(owner(fields, before, after)).toBe(manager);
  });

  it("is never named by a field that it does not own", () => {
    const key = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.uniqueArray(key), key, (owned, changed) => {
        const fields = [
          managed("m", { "f:spec": { ".": {}, ...Object.fromEntries(owned.map((one) => [`f:${one}`, {}])) } }),
        ];
        const spec = { a: 1, b: 1, c: 1 };
        expect(owner(fields, { ...spec, [changed]: 2 }, spec)).toBe(owned.includes(changed) ? "m" : null);
      }),
    );
  });
});

describe("which side moved", () => {
  const applied = (spec: object) => ({
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ spec }) },
  });
  it.each<[string, object, object, object, string]>([
    ["Git, where live is as it was applied", { a: 1 }, { a: 1 }, { a: 2 }, "waiting"],
    ["the cluster, where Git is as it was applied", { a: 1 }, { a: 2 }, { a: 1 }, "behind-git"],
    ["the cluster, where a field was taken away", { a: 1 }, {}, { a: 1 }, "behind-git"],
    ["Git, where a field is new there", {}, {}, { a: 1 }, "waiting"],
    ["it is unclear, where both did", { a: 1 }, { a: 2 }, { a: 3 }, "unclear"],
  ])("%s", (_, deployed, live, git, cause) => {
    const pair = between({ metadata: applied(deployed), spec: live }, { metadata: applied(deployed), spec: git });
    expect(pair.words.map((words) => words.cause)).toEqual([cause]);
  });
});

describe("a difference in words", () => {
  const deployment = (container: object, spec: object = {}) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    spec: { ...spec, template: { spec: { containers: [{ name: "linq-web", ...container }] } } },
  });
  it.each<[string, object, object, [string, string | null, string | null][]]>([
    ["replicas", deployment({}, { replicas: 4 }), deployment({}, { replicas: 3 }), [["replicas", "4", "3"]]],
    [
      "one image's tags",
      deployment({ image: "r.io:5000/linq/web:2.3.0" }),
      deployment({ image: "r.io:5000/linq/web:2.4.0" }),
      [["image of linq-web", "2.3.0", "2.4.0"]],
    ],
    [
      "another image, whole",
      deployment({ image: "a/web:1" }),
      deployment({ image: "b/web:1" }),
      [["image of linq-web", "a/web:1", "b/web:1"]],
    ],
    [
      "a variable",
      deployment({ env: [{ name: "LEVEL", value: "debug" }] }),
      deployment({ env: [{ name: "LEVEL", value: "info" }] }),
      [["variable LEVEL of linq-web", "debug", "info"]],
    ],
    [
      "a variable that is gone",
      deployment({ env: [{ name: "A", value: "1" }] }),
      deployment({
        env: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
      }),
      [["variable B of linq-web", null, "2 fields"]],
    ],
    [
      "limits",
      deployment({ resources: { limits: { cpu: "1" } } }),
      deployment({ resources: { limits: { cpu: "2" } } }),
      [["cpu limit of linq-web", "1", "2"]],
    ],
    [
      "a container more",
      { spec: { containers: [{ name: "a" }, { name: "b" }] } },
      { spec: { containers: [{ name: "a" }] } },
      [["container b", "1 field", null]],
    ],
    [
      "a key of a ConfigMap",
      { data: { LEVEL: "debug", "app.conf": "a\nb\n" } },
      { data: { LEVEL: "info", "app.conf": "a\nb\nc\n" } },
      [
        ["LEVEL", "debug", "info"],
        ["app.conf", "2 lines", "3 lines"],
      ],
    ],
    [
      "of the same length, and yet not the same",
      { data: { a: "x\ny" } },
      { data: { a: "x\nz" } },
      [["a", "2 lines (one way)", "2 lines (another way)"]],
    ],
    [
      "labels",
      { metadata: { labels: { team: "a" } } },
      { metadata: { labels: { team: "b" } } },
      [["label team", "a", "b"]],
    ],
    [
      "anything else by its place",
      { spec: { ports: [{ port: 80, targetPort: 1 }] } },
      { spec: { ports: [{ port: 80, targetPort: 2 }] } },
      [["spec.ports[80].targetPort", "1", "2"]],
    ],
    ["an empty value", { data: { A: "" } }, { data: { A: "1" } }, [["A", "empty", "1"]]],
  ])("%s", (_, live, git, words) => {
    expect(between(live, git).words.map(({ what, before, after }) => [what, before, after])).toEqual(words);
  });

  it("is short, whatever the names and values are", () => {
    const long = "x".repeat(1_000_000);
    const [words] = between({ data: { [long]: long } }, { data: { [long]: `${long}y` } }).words;
    expect(words?.what.length).toBeLessThan(200);
    expect(words?.before?.length).toBeLessThan(200);
    expect(words?.before).not.toBe(words?.after);
  });
});

describe("a Secret", () => {
  const secret = (data: object) => ({ apiVersion: "v1", kind: "Secret", data });

  it("that Argo CD did not hide is hidden here", () => {
    const pair = between(secret({ A: "c2VjcmV0", B: "++++++++++++" }), null);
    const drawn = JSON.stringify(pair.lines);
    expect(drawn).not.toContain("c2VjcmV0");
    expect(drawn).toContain("++++++++++++");
  });
});
