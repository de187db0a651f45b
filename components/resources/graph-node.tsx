"use client";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { createContext, memo, useContext } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import type { GraphNode } from "@/lib/domain/resource-graph";
import type { Tone } from "@/lib/domain/status";
import { plainText } from "@/lib/format";
import { versionWords } from "./resource-aside";

export type FlowNode = Node<{ node: GraphNode; application: string }, "resource">;

type GraphHands = {
  /** Where the keyboard is, and what is open in the drawer. */
  active: string;
  opened: string | null;
  onOpen(node: GraphNode): void;
  onFold(node: GraphNode): void;
};
const Hands = createContext<GraphHands | null>(null);
export const GraphHandsProvider = Hands.Provider;

/** The page's id of a node: ids hold no spaces. */
export function elementId(id: string): string {
  return `graph-${encodeURIComponent(id)}`;
}

/** One resource, or several that are alike: mark, kind, name and words. Its buttons are for the mouse; keys act on the graph. */
export const ResourceNode = memo(function ResourceNode({ data }: NodeProps<FlowNode>) {
  const hands = useContext(Hands);
  const { node, application } = data;
  const { kind, name, words, tone } = faceOf(node, application);
  if (!hands) return null;
  const active = hands.active === node.id;
  const open = node.type === "resource" && hands.opened === node.resource.key;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is a group of two buttons, not a set of form fields
    <div
      role="group"
      id={elementId(node.id)}
      aria-label={labelOf(node, application)}
      className={`flex h-full w-full items-stretch overflow-hidden rounded-lg border bg-surface ${active ? "outline-offset-2 outline-[var(--focus)] group-focus/graph:outline-2" : ""} ${open ? "border-accent bg-accent-soft" : BORDER[tone]} ${node.type === "group" ? "border-dashed" : ""}`}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className="invisible" />
      <button
        type="button"
        tabIndex={-1}
        onClick={() => hands.onOpen(node)}
        className="flex min-w-0 flex-1 items-start gap-2 px-2.5 py-2 text-left"
      >
        <span className="mt-0.5">
          <StatusMark tone={tone} />
        </span>
        <span className="min-w-0 flex-1 leading-tight">
          {kind ? (
            <span className="block truncate text-[11.5px] text-ink-3">
              <Plain text={kind} most={60} />
            </span>
          ) : null}
          <span className="block truncate font-medium">
            <Plain text={name} most={80} />
          </span>
          {words ? (
            <span className={`block truncate text-[11.5px] ${tone === "fine" ? "text-ink-3" : TONE_TEXT[tone]}`}>
              <Plain text={words} most={80} />
            </span>
          ) : null}
        </span>
      </button>
      {node.foldable ? (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={node.open}
          aria-label={node.open ? `Fold ${plainText(name, 60)}` : `Open ${plainText(name, 60)}`}
          onClick={() => hands.onFold(node)}
          className="w-9 shrink-0 border-l border-line text-[12px] text-ink-2 tabular-nums hover:bg-sunken"
        >
          {node.open ? "−" : node.type === "resource" ? `+${node.inside}` : "+"}
        </button>
      ) : null}
      <Handle type="source" position={Position.Right} isConnectable={false} className="invisible" />
    </div>
  );
});

const BORDER = {
  failing: "border-bad",
  attention: "border-warn",
  moving: "border-move",
  waiting: "border-accent",
  unknown: "border-line-strong",
  fine: "border-line-strong",
} as const satisfies Record<Tone, string>;

function faceOf(node: GraphNode, application: string): { kind: string; name: string; words: string; tone: Tone } {
  switch (node.type) {
    case "application":
      return { kind: "Application", name: application, words: "", tone: node.tone };
    case "group":
      return { kind: "", name: node.title, words: node.words, tone: node.tone };
    case "resource": {
      const { kind, name, words, versions, tone } = node.resource;
      const folded = !node.open && node.foldable ? node.worst : tone;
      return { kind: [kind, versionWords(versions)].filter(Boolean).join(" · "), name, words, tone: folded };
    }
  }
}

function labelOf(node: GraphNode, application: string): string {
  const { kind, name, words } = faceOf(node, application);
  const fold = node.foldable ? (node.open ? ", open" : ", folded") : "";
  return plainText([kind, name, words].filter(Boolean).join(", "), 240) + fold;
}
