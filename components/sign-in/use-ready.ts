"use client";
import { useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/** False until the page listens: a press before that would be lost without a word. */
export function useReady(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
