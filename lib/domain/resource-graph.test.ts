import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepFrom } from "./graph-steps";
import { forestOf } from "./resource-forest";
import { type GraphNode, ROOT, resourceGraph } from "./resource-graph";
import { parentsOf } from "./resource-parents";
import type { SeenResource } from "./resource-row";
import { aNode, aRow } from "./resource-row.test-support";

const graph = (rows: SeenResource[], opened: ReadonlyMap<string, boolean>) => resourceGraph(forestOf(rows), opened);
const none = new Map<string, boolean>();
const web = aRow("Deployment", "web", { group: "apps" });
const set = (name: string, change: Partial<SeenResource> = {}) =>
  aRow("ReplicaSet", name, { group: "apps", under: web, ...change });
const pods = (count: number, under: SeenResource, change: Partial<SeenResource> = {}) =>
  Array.from({ length: count }, (_, i) => aRow("Pod", `${under.name}-${i}`, { under, ...change }));

/** Each node as one indented line. */
function drawn(nodes: GraphNode[]): string[] {
  return nodes.map((node) => {
    const fold = node.foldable ? (node.open ? " -" : " +") : "";
    return `${"  ".repeat(node.depth)}${nameOf(node)}${fold}`;
  });
}

function nameOf(node: GraphNode): string {
  if (node.type === "application") return "application";
  if (node.type === "group") return `[${node.title}, ${node.words}]`;
  return node.inside > 0 ? `${node.resource.name} (${node.inside})` : node.resource.name;
}

describe("what the graph shows", () => {
  it("is the Application, what it made, and what that made, failing branches first", () => {
    const api = aRow("Deployment", "api", { group: "apps" });
    const live = set("web-2");
    const rows = [api, web, live, ...pods(1, live, { tone: "failing" }), aRow("Service", "api")];
    expect(drawn(graph(rows, none))).toEqual([
      "application",
      "  web -",
      "    web-2 -",
      "      web-2-0",
      "  api",
      "  api",
    ]);
  });

  it("folds pods that are alike into one, and replaced ReplicaSets, until they are opened", () => {
    const live = set("web-9");
    const rows = [web, live, set("web-1"), set("web-2"), ...pods(12, live)];
    const folded = graph(rows, none);
    expect(drawn(folded)).toEqual([
      "application",
      "  web -",
      "    web-9 -",
      "      [12 Pods, all fine] +",
      "    [2 ReplicaSets, without pods] +",
    ]);
    const group = folded.find((node) => node.type === "group")?.id ?? "";
    expect(drawn(graph(rows, new Map([[group, true]])))).toHaveLength(5 + 12);
    expect(drawn(graph(rows, new Map([[web.key, false]])))).toEqual(["application", "  web (15) +"]);
  });

  it("never folds away what fails", () => {
    const live = set("web-9");
    const rows = [web, live, ...pods(20, live), aRow("Pod", "broken", { under: live, tone: "failing" })];
    expect(drawn(graph(rows, none))).toEqual([
      "application",
      "  web -",
      "    web-9 -",
      "      broken",
      "      [20 Pods, all fine] +",
    ]);
  });

  it("folds healthy branches where there are many, and says how many are inside", () => {
    const rows = Array.from({ length: 4 }, (_, i) => aRow("StatefulSet", `set-${i}`)).flatMap((one) => [
      one,
      ...pods(50, one, one.name === "set-3" ? { tone: "moving" } : {}),
    ]);
    expect(drawn(graph(rows, none))).toEqual([
      "application",
      "  set-3 -",
      "    [50 Pods, moving] +",
      "  set-0 (50) +",
      "  set-1 (50) +",
      "  set-2 (50) +",
    ]);
  });

  it("folds what ended well, also a few; what made others only where there are many of all", () => {
    const jobs = ["migrate-1", "migrate-2"].map((name) => aRow("Job", name, { group: "batch", ended: true }));
    const sets = Array.from({ length: 6 }, (_, i) => aRow("StatefulSet", `set-${i}`)).flatMap((one) => [
      one,
      ...pods(1, one),
    ]);
    const few = drawn(graph([...jobs, ...jobs.flatMap((job) => pods(1, job, { ended: true })), ...sets], none));
    expect(few.filter((line) => line.startsWith("  ["))).toEqual(["  [2 Jobs, ended well] +"]);
    expect(few.filter((line) => line.includes("set-"))).toHaveLength(12);
    const config = Array.from({ length: 150 }, (_, i) => aRow("ConfigMap", `c-${i}`));
    expect(drawn(graph([...sets, ...config], none))).toEqual([
      "application",
      "  [6 StatefulSets, all fine] +",
      "  [150 ConfigMaps, all fine] +",
    ]);
  });

  it("keeps what is of no Application together", () => {
    const rows = [web, aRow("ConfigMap", "left", { orphaned: true }), aRow("Secret", "behind", { orphaned: true })];
    expect(drawn(graph(rows, none))).toEqual(["application", "  [2 resources, of no Application] +", "  web"]);
  });
});

const anyRows = fc
  .array(
    fc.record({
      name: fc.integer({ min: 0, max: 60 }),
      owner: fc.integer({ min: 0, max: 60 }),
      kind: fc.constantFrom("Pod", "ReplicaSet", "Deployment", "ConfigMap"),
      tone: fc.constantFrom("fine" as const, "failing" as const, "moving" as const),
      orphaned: fc.boolean(),
    }),
    { maxLength: 250 },
  )
  .map((made) => {
    const nodes = made.map(({ name, owner, kind }) =>
      aNode({
        kind,
        name: `n${name}`,
        parents: [{ group: "", kind: "ReplicaSet", namespace: "dev", name: `n${owner}`, uid: null }],
      }),
    );
    const rows = made.map((one) => aRow(one.kind, `n${one.name}`, { tone: one.tone, orphaned: one.orphaned }));
    const parents = parentsOf(nodes);
    return [...new Map(rows.map((row) => [row.key, { ...row, parent: parents.get(row.key) ?? null }])).values()];
  });

describe("whatever the tree is", () => {
  it("each node stands once, after its parent and one deeper; all opened, every resource is there", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        let opened = new Map<string, boolean>();
        let nodes = graph(rows, opened);
        for (let closed = 1; closed > 0; ) {
          const shut = nodes.filter((node) => node.foldable && !node.open);
          closed = shut.length;
          opened = new Map([...opened, ...shut.map((node) => [node.id, true] as const)]);
          nodes = graph(rows, opened);
        }
        const seen = new Map<string, GraphNode>();
        for (const node of nodes) {
          expect(seen.has(node.id)).toBe(false);
          if (node.parent === null) expect(node.id).toBe(ROOT);
          else expect(node.depth).toBe((seen.get(node.parent)?.depth ?? Number.NaN) + 1);
          seen.set(node.id, node);
        }
        expect(nodes.filter((node) => node.type === "resource")).toHaveLength(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it("what is folded away is counted: nothing is lost", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const nodes = graph(rows, new Map(rows.map((row) => [row.key, false])));
        const shown = nodes.flatMap((node) => (node.type === "resource" ? 1 + node.inside : []));
        const grouped = nodes.some((node) => node.type === "group");
        if (!grouped) expect(shown.reduce((sum, each) => sum + each, 0)).toBe(rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it("does not fail for a chain of thousands", () => {
    const rows: SeenResource[] = [];
    for (let i = 0; i < 5_000; i++)
      rows.push(aRow("Thing", `n${i}`, i === 0 ? {} : { parent: `/Thing/dev/n${i - 1}` }));
    const last = { ...aRow("Pod", "end", { tone: "failing" }), parent: "/Thing/dev/n4999" };
    expect(graph([...rows, last], none)).toHaveLength(5_002);
  });
});

describe("the way through the graph by keys", () => {
  const live = set("web-9");
  const nodes = graph([web, live, ...pods(2, live), aRow("Service", "web")], none);
  const [pod0, pod1] = pods(2, live) as [SeenResource, SeenResource];
  const service = "/Service/dev/web";
  it.each([
    [ROOT, "right", web.key],
    [ROOT, "left", ROOT],
    [web.key, "right", live.key],
    [web.key, "down", service],
    [service, "up", web.key],
    [service, "right", service],
    [live.key, "right", pod0.key],
    [pod0.key, "down", pod1.key],
    [pod1.key, "down", pod1.key],
    [pod0.key, "up", pod0.key],
    [pod1.key, "left", live.key],
    [pod1.key, "first", ROOT],
    [ROOT, "last", service],
    ["gone", "down", ROOT],
  ] as const)("from %s %s to %s", (from, direction, to) => {
    expect(stepFrom(nodes, from, direction)).toBe(to);
  });
});
