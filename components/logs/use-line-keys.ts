"use client";
import type { KeyboardEvent } from "react";
import { indexOf } from "./log-list";
import type { LogSnapshot, ShownLine } from "./log-store";
import type { Found } from "./use-log-search";

type Options = {
  snapshot: LogSnapshot;
  chosen: number | null;
  select: (line: ShownLine | null) => void;
  found: Found;
};

/** j and k go from line to line, n and N from one found line to the next, Escape lets go. */
export function useLineKeys({ snapshot, chosen, select, found }: Options) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case "j":
        return select(neighbour(snapshot, chosen, 1));
      case "k":
        return select(neighbour(snapshot, chosen, -1));
      case "n":
        return found.go(1);
      case "N":
        return found.go(-1);
      case "Escape":
        return select(null);
    }
  };
}

function neighbour({ lines }: LogSnapshot, chosen: number | null, step: 1 | -1): ShownLine | null {
  if (chosen === null) return lines.at(-1) ?? null;
  const index = indexOf(lines, chosen) + step;
  return lines[Math.min(lines.length - 1, Math.max(0, index))] ?? null;
}
