"use client";
import "@xyflow/react/dist/base.css";
import { ReactFlowProvider } from "@xyflow/react";
import { useDeferredValue, useMemo, useState } from "react";
import { withOwners } from "@/lib/domain/resource-filter";
import { forestOf } from "@/lib/domain/resource-forest";
import { type GraphNode, resourceGraph } from "@/lib/domain/resource-graph";
import type { ResourceRow, TreePage } from "@/lib/http/contracts/resources";
import { GraphCanvas } from "./graph-canvas";

type Props = { page: TreePage; found: ResourceRow[]; filtered: boolean; opened: string | null };

const NOTHING: ReadonlyMap<string, boolean> = new Map();

/** What made what, from the Application on, failing branches open. The list holds the same, line by line. */
export function GraphView({ page, found, filtered, opened }: Props) {
  const [folds, setFolds] = useState(NOTHING);
  // A large tree is laid out when there is time for it: the page stays at hand.
  const rows = useDeferredValue(useMemo(() => shownRows(page.rows, found, filtered), [page.rows, found, filtered]));
  const forest = useMemo(() => forestOf(rows), [rows]);
  const nodes = useMemo(() => resourceGraph(forest, folds), [forest, folds]);
  const fold = (node: GraphNode) => setFolds((before) => new Map(before).set(node.id, !node.open));
  return (
    <ReactFlowProvider>
      <GraphCanvas nodes={nodes} application={page.application} total={rows.length} opened={opened} onFold={fold} />
      {page.of > page.rows.length ? (
        <p className="border-t border-line px-3.5 py-2 text-[12.5px] text-ink-2">
          {page.rows.length} of {page.of} resources are drawn, the worst first.
        </p>
      ) : null}
    </ReactFlowProvider>
  );
}

function shownRows(all: ResourceRow[], found: ResourceRow[], filtered: boolean) {
  if (!filtered) return all;
  const wanted = new Set(found.map((row) => row.key));
  return withOwners(all, (row) => wanted.has(row.key));
}
