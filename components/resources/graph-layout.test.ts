import { describe, expect, it } from "vitest";
import { forestOf } from "@/lib/domain/resource-forest";
import { resourceGraph } from "@/lib/domain/resource-graph";
import { aRow } from "@/lib/domain/resource-row.test-support";
import { graphLayout, NODE } from "./graph-layout";

describe("where the nodes of the graph stand", () => {
  const workloads = Array.from({ length: 100 }, (_, i) => aRow("Deployment", `web-${i}`));
  const pods = workloads.flatMap((under) =>
    Array.from({ length: 19 }, (_, i) => aRow("Pod", `${under.name}-${i}`, { under })),
  );
  const rows = [...workloads, ...pods];
  const forest = forestOf(rows);
  let opened = new Map<string, boolean>();
  for (let round = 0; round < 4; round++)
    opened = new Map(
      resourceGraph(forest, opened).flatMap((node) => (node.foldable ? [[node.id, true] as const] : [])),
    );
  const nodes = resourceGraph(forest, opened);
  const places = graphLayout(nodes);

  it("gives each of two thousand its own place: none covers another", () => {
    expect(nodes.filter((node) => node.type === "resource")).toHaveLength(2_000);
    const all = [...places.values()];
    for (const x of new Set(all.map((place) => place.x))) {
      const rows = all.flatMap((place) => (place.x === x ? place.y : [])).sort((a, b) => a - b);
      for (const [i, y] of rows.entries())
        if (i > 0) expect(y - (rows[i - 1] ?? 0)).toBeGreaterThanOrEqual(NODE.height);
    }
  });

  it("puts what was made to the right of what made it, and siblings in their order", () => {
    const last = new Map<string | null, number>();
    for (const node of nodes) {
      const place = places.get(node.id) ?? { x: Number.NaN, y: Number.NaN };
      if (node.parent !== null)
        expect(place.x).toBeGreaterThan((places.get(node.parent)?.x ?? Number.NaN) + NODE.width);
      expect(place.y).toBeGreaterThan(last.get(node.parent) ?? Number.NEGATIVE_INFINITY);
      last.set(node.parent, place.y);
    }
  });
});
