"use client";
import { useMemo } from "react";
import type { Target } from "./log-list";
import type { LogSnapshot } from "./log-store";

/** The line of a moment, or the first after it, once it has come. */
export function useMoment(snapshot: LogSnapshot, moment: number | null): Target | null {
  const id = moment === null ? null : firstFrom(snapshot, moment);
  return useMemo(() => (id === null ? null : { id, turn: 0 }), [id]);
}

function firstFrom({ lines }: LogSnapshot, moment: number): number | null {
  return lines.find((line) => line.at !== null && line.at >= moment)?.id ?? null;
}
