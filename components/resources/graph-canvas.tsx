"use client";
import { type Edge, Panel, Position, ReactFlow, useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { stepFrom } from "@/lib/domain/graph-steps";
import { type GraphNode, ROOT } from "@/lib/domain/resource-graph";
import { compareResources } from "@/lib/domain/resource-row";
import { actionOf, type GraphAction } from "./graph-keys";
import { extentOf, graphLayout, NODE, type Place } from "./graph-layout";
import { elementId, type FlowNode, GraphHandsProvider, ResourceNode } from "./graph-node";
import { useOpener } from "./use-opened-resource";

/** Below `read` nobody reads the words. */
const ZOOM = { least: 0.1, read: 0.7, begin: 0.85, most: 1.6 };
const EDGE = 24;
const MOVE_MS = 180;
const NODE_TYPES = { resource: ResourceNode };

type Props = {
  nodes: GraphNode[];
  application: string;
  total: number;
  opened: string | null;
  onFold(node: GraphNode): void;
};

/** The graph itself. It is one stop of the Tab key; inside, keys move from node to node. */
export function GraphCanvas({ nodes, application, total, opened, onFold }: Props) {
  const flow = useReactFlow<FlowNode, Edge>();
  const { open } = useOpener();
  const canvas = useRef<HTMLDivElement>(null);
  const [asked, setActive] = useState(() => worstOf(nodes));
  const active = nodes.some((node) => node.id === asked) ? asked : ROOT;
  const layout = useMemo(() => graphLayout(nodes), [nodes]);
  const drawn = useMemo(() => flowNodes(nodes, layout, application), [nodes, layout, application]);
  const edges = useMemo(() => flowEdges(nodes), [nodes]);
  useSteady(layout, active);

  const look = (id: string) => {
    setActive(id);
    const place = layout.get(id);
    if (!place) return;
    const centre = { x: place.x + NODE.width / 2, y: place.y + NODE.height / 2 };
    void flow.setCenter(centre.x, centre.y, { zoom: Math.max(flow.getZoom(), ZOOM.read), duration: moveMs() });
  };
  const onFoldNode = (node: GraphNode) => {
    setActive(node.id);
    if (node.foldable) onFold(node);
  };
  const onOpen = (node: GraphNode) => {
    if (node.type !== "resource") return onFoldNode(node);
    setActive(node.id);
    open(node.resource.key, application);
  };
  const act = (action: GraphAction) => {
    const node = nodes.find((one) => one.id === active);
    switch (action.kind) {
      case "step":
        return look(stepFrom(nodes, active, action.direction));
      case "open":
        return node && onOpen(node);
      case "fold":
        return node && onFoldNode(node);
      case "zoom":
        return zoom(action.to);
    }
  };
  const zoom = (to: "in" | "out" | "all") => {
    const duration = moveMs();
    if (to === "all") return void flow.fitView({ duration, maxZoom: 1, padding: 0.08 });
    return void (to === "in" ? flow.zoomIn({ duration }) : flow.zoomOut({ duration }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = event.target === event.currentTarget ? actionOf(event) : null;
    if (!action) return;
    event.preventDefault();
    act(action);
  };
  /** All of it where its words can be read then; else what is worst, with as much as there is room for of what made it. */
  const begin = () => {
    const { clientWidth, clientHeight } = canvas.current ?? { clientWidth: 0, clientHeight: 0 };
    const { width, height } = extentOf(layout);
    const fits = width * ZOOM.read < clientWidth && height * ZOOM.read < clientHeight;
    if (fits) return void flow.fitView({ maxZoom: 1, padding: 0.06 });
    const { x, y } = layout.get(active) ?? { x: 0, y: 0 };
    const zoom = ZOOM.begin;
    const left = Math.min(EDGE, clientWidth - EDGE - (x + NODE.width) * zoom);
    void flow.setViewport({ x: left, y: clientHeight / 4 - y * zoom, zoom });
  };

  return (
    <GraphHandsProvider value={{ active, opened, onOpen, onFold: onFoldNode }}>
      <p id="graph-words" className="border-b border-line px-3.5 py-1.5 text-[12.5px] text-ink-3">
        {total === 1 ? "1 resource" : `${total} resources`}, what made what from left to right; the list holds the same.
        Arrow keys move, Enter opens, Space folds, + − 0 zoom.
      </p>
      <div
        role="application"
        aria-label={`Graph of ${application}`}
        aria-describedby="graph-words"
        aria-activedescendant={elementId(active)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a graph takes keys, as an application does
        tabIndex={0}
        onKeyDown={onKeyDown}
        ref={canvas}
        data-graph
        className="group/graph h-[58vh] min-h-96 -outline-offset-2"
      >
        <ReactFlow<FlowNode, Edge>
          nodes={drawn}
          edges={edges}
          nodeTypes={NODE_TYPES}
          onInit={begin}
          onlyRenderVisibleElements
          disableKeyboardA11y
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          zoomOnDoubleClick={false}
          panOnScroll
          minZoom={ZOOM.least}
          maxZoom={ZOOM.most}
          style={EDGE_COLOUR}
          proOptions={{ hideAttribution: true }}
        >
          <Panel position="bottom-right">
            <span className="flex gap-1">
              <ZoomButton words="Zoom in" sign="+" onClick={() => zoom("in")} />
              <ZoomButton words="Zoom out" sign="−" onClick={() => zoom("out")} />
              <button type="button" className="btn btn-small" onClick={() => zoom("all")}>
                Whole graph
              </button>
            </span>
          </Panel>
        </ReactFlow>
      </div>
    </GraphHandsProvider>
  );
}

const EDGE_COLOUR = { "--xy-edge-stroke": "var(--line-strong)" } as React.CSSProperties;

function ZoomButton({ words, sign, onClick }: { words: string; sign: string; onClick: () => void }) {
  return (
    <button type="button" aria-label={words} className="btn btn-small" onClick={onClick}>
      {sign}
    </button>
  );
}

/** Keeps the node that one looks at where it is on the screen, when others come or go around it. */
function useSteady(layout: ReadonlyMap<string, Place>, active: string): void {
  const flow = useReactFlow();
  const before = useRef(layout);
  useLayoutEffect(() => {
    const was = before.current.get(active);
    const is = layout.get(active);
    before.current = layout;
    if (!was || !is || (was.x === is.x && was.y === is.y)) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x - (is.x - was.x) * zoom, y: y - (is.y - was.y) * zoom, zoom });
  }, [layout, active, flow]);
}

/** Where lines end, said beforehand: else each node is drawn once, seen or not, to find out. */
const HANDLES: NonNullable<FlowNode["handles"]> = [
  { type: "target", position: Position.Left, x: 0, y: NODE.height / 2, width: 1, height: 1 },
  { type: "source", position: Position.Right, x: NODE.width, y: NODE.height / 2, width: 1, height: 1 },
];

function flowNodes(nodes: readonly GraphNode[], layout: ReadonlyMap<string, Place>, application: string): FlowNode[] {
  return nodes.map((node) => ({
    id: node.id,
    type: "resource",
    position: layout.get(node.id) ?? { x: 0, y: 0 },
    data: { node, application },
    width: NODE.width,
    height: NODE.height,
    handles: HANDLES,
  }));
}

function flowEdges(nodes: readonly GraphNode[]): Edge[] {
  return nodes.flatMap(({ id, parent }) => (parent === null ? [] : [{ id: `to ${id}`, source: parent, target: id }]));
}

/** Where one begins: at what fails, a pod above all, since it says why; else at the Application. */
function worstOf(nodes: readonly GraphNode[]): string {
  const failing = nodes.flatMap((node) =>
    node.type === "resource" && node.resource.tone === "failing" ? node.resource : [],
  );
  return failing.sort(compareResources)[0]?.key ?? ROOT;
}

function moveMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;
}
