"use client";
import { useSyncExternalStore } from "react";

type Listener = () => void;
const listeners = new Set<Listener>();
let timer: ReturnType<typeof setInterval> | null = null;
let second = 0;

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  second = Math.floor(Date.now() / 1_000);
  timer ??= setInterval(() => {
    second = Math.floor(Date.now() / 1_000);
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Milliseconds now, moving once a second for everything on the page; null on the server and at the first paint. */
export function useNow(): number | null {
  const now = useSyncExternalStore(
    subscribe,
    () => second,
    () => 0,
  );
  return now === 0 ? null : now * 1_000;
}
