import type { Direction } from "@/lib/domain/graph-steps";

export type GraphAction =
  | { kind: "step"; direction: Direction }
  | { kind: "open" }
  | { kind: "fold" }
  | { kind: "zoom"; to: "in" | "out" | "all" };

const KEYS: Readonly<Record<string, GraphAction>> = {
  ArrowUp: { kind: "step", direction: "up" },
  ArrowDown: { kind: "step", direction: "down" },
  ArrowLeft: { kind: "step", direction: "left" },
  ArrowRight: { kind: "step", direction: "right" },
  Home: { kind: "step", direction: "first" },
  End: { kind: "step", direction: "last" },
  Enter: { kind: "open" },
  " ": { kind: "fold" },
  "+": { kind: "zoom", to: "in" },
  "=": { kind: "zoom", to: "in" },
  "-": { kind: "zoom", to: "out" },
  "0": { kind: "zoom", to: "all" },
};

type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** What a key does in the graph; null for what is the browser's. */
export function actionOf({ key, ctrlKey, metaKey, altKey }: Pressed): GraphAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  return Object.hasOwn(KEYS, key) ? (KEYS[key] ?? null) : null;
}
