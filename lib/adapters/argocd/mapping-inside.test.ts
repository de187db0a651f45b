import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOSTILE, placesOf, replaced } from "./hostile.test-support";
import { kubernetesEvents, managedResources, resourceTree } from "./mapping-inside";
import { recorded } from "./recorded.test-support";
import { wireEventList, wireInsideTree, wireManagedList, wireManifest } from "./wire-inside";

const treeOf = (answer: unknown) => resourceTree(wireInsideTree.parse(answer));
const resourcesOf = (answer: unknown) => managedResources(wireManagedList.parse(answer));
const eventsOf = (answer: unknown) => kubernetesEvents(wireEventList.parse(answer));
const manifestOf = (answer: unknown) => wireManifest.parse(answer).manifest;

describe("a manifest", () => {
  it("is given whole, whatever its length, and as it was written", () => {
    const long = JSON.stringify({ data: "\u202e\u0000<b>".repeat(200_000) });
    expect(manifestOf({ manifest: long })).toBe(long);
  });

  it.each([undefined, null, "", "null", " null\n"])("that is %j is none", (manifest) => {
    expect(manifestOf({ manifest })).toBeNull();
    const sides = { targetState: manifest, liveState: "{}", predictedLiveState: manifest };
    expect(resourcesOf({ items: [{ kind: "Pod", name: "a", ...sides }] })).toEqual([
      {
        ...{ group: "", kind: "Pod", namespace: "", name: "a", hook: false },
        ...{ target: null, live: "{}", normalizedLive: null, predictedLive: null },
      },
    ]);
  });

  it("that is no text never looks like one that is to be pruned", () => {
    const items = [7, {}, [], true].map((targetState) => ({ kind: "Pod", name: "odd", targetState }));
    const fine = { kind: "Pod", name: "fine", targetState: "{}" };
    expect(resourcesOf({ items: [...items, fine] }).map(({ name }) => name)).toEqual(["fine"]);
  });

  it("tells what would be pruned, and that a failed comparison has no desired side at all", () => {
    const extra = resourcesOf(recorded("08-sync-variants/managed-resources-extra").response.json);
    const pruned = extra.filter((one) => one.target === null);
    expect(pruned.map((one) => [one.predictedLive, one.live !== null])).toEqual([[null, true]]);
    const failed = resourcesOf(recorded("09-sync-failures/managed-resources-comparison-error").response.json);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((one) => one.target === null && one.predictedLive === null)).toBe(true);
  });
});

describe("lists that are empty", () => {
  it.each([{ items: null }, {}, { items: [] }])("%j", (answer) => {
    expect(eventsOf(answer)).toEqual([]);
    expect(resourcesOf(answer)).toEqual([]);
    expect(treeOf(answer)).toEqual({ nodes: [], hosts: [] });
  });
});

describe("a node of a tree", () => {
  const node = (name: string, networkingInfo: unknown, namespace = "web") => ({
    kind: "Pod",
    name,
    namespace,
    networkingInfo,
  });

  it("opens only addresses that are pages and hide nothing", () => {
    const externalURLs = [
      ...["https://web.example/a?b=1", "http://web.example", "https://web.example/a?b=1", "/relative", "", 7],
      ...["javascript:alert(1)", "data:text/html,x", "https://bank.example@evil.example/", "ftp://x", "//evil.example"],
    ];
    const tree = treeOf({ nodes: [node("a", { externalURLs })] });
    expect(tree.nodes[0]?.urls).toEqual(["https://web.example/a?b=1", "http://web.example/"]);
  });

  it("selects those that have all its labels, in its own namespace, and none without a selector", () => {
    const nodes = [
      node("both", { labels: { app: "web", tier: "front", more: "x" } }),
      node("one", { labels: { app: "web" } }),
      node("elsewhere", { labels: { app: "web", tier: "front" } }, "other"),
      node("service", { targetLabels: { app: "web", tier: "front" }, targetRefs: [{ kind: "Service", name: "next" }] }),
      node("nothing", { targetLabels: {} }),
      node("odd", { targetLabels: { app: 7 }, labels: null }),
    ];
    const tree = treeOf({ nodes });
    const targets = tree.nodes.map((one) => one.targets.map(({ name }) => name));
    expect(targets).toEqual([[], [], [], ["next", "both"], [], []]);
  });

  it("that is of no Application is marked so", () => {
    const tree = treeOf({ nodes: [node("a", null)], orphanedNodes: [node("b", null)] });
    const { nodes } = tree;
    expect(nodes.map(({ name, orphaned }) => [name, orphaned])).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });
});

describe("an event", () => {
  it("has the times and the count that its writer used, old way or new", () => {
    const items = [
      {
        metadata: { uid: "1" },
        lastTimestamp: "2026-11-24T02:00:00Z",
        firstTimestamp: "2026-11-24T01:00:00Z",
        count: 3,
      },
      {
        metadata: { uid: "2" },
        eventTime: "2026-11-24T03:00:00.123456Z",
        reportingComponent: "scheduler",
        type: "Warning",
      },
      {
        metadata: { uid: "3" },
        eventTime: "2026-11-24T01:00:00Z",
        series: { count: 9, lastObservedTime: "2026-11-24T04:00:00Z" },
        source: { component: "kubelet", host: "node-a" },
      },
      { metadata: { uid: "4", creationTimestamp: "2026-11-24T00:30:00Z" }, type: "Odd" },
      {},
    ];
    const events = eventsOf({ items });
    expect(
      events.map(({ id, type, count, source, lastAt }) => [id, type, count, source, lastAt?.getUTCHours()]),
    ).toEqual([
      ["3", "Normal", 9, "kubelet, node-a", 4],
      ["2", "Warning", 1, "scheduler", 3],
      ["1", "Normal", 3, "", 2],
      ["4", "Normal", 1, "", 0],
      ["4", "Normal", 1, "", undefined],
    ]);
  });
});

describe("what is hostile", () => {
  it.each([
    ["01-read/resource-tree-dev", treeOf],
    ["05-crash-dev/events-crashing-pod", eventsOf],
    ["10-drift/managed-resources-secret-drifted", resourcesOf],
  ])("%s with any odd field is harmless and bounded, and costs no more than its item", (name, read) => {
    const value = recorded(name).response.json;
    const whole = sizeOf(read(value));
    fc.assert(
      fc.property(fc.constantFrom(...placesOf(value)), fc.constantFrom(...HOSTILE), (path, odd) => {
        fc.pre(path.length > 1);
        const answer = read(replaced(value, path, () => odd));
        expect(sizeOf(answer)).toBeGreaterThanOrEqual(whole - 1);
        for (const text of shortTexts(answer)) {
          expect(text.length).toBeLessThanOrEqual(4_000);
          expect(text).not.toMatch(/\u202e|\p{Surrogate}/u);
          expect(text).not.toContain("\0");
        }
      }),
      { numRuns: 500 },
    );
  });
});

function sizeOf(answer: unknown[] | { nodes: unknown[] }): number {
  return Array.isArray(answer) ? answer.length : answer.nodes.length;
}

/** Every text of an answer but manifests, which are given as they are. */
function shortTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object" || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ["target", "live", "normalizedLive", "predictedLive"].includes(key) ? [] : shortTexts(inner),
  );
}
