"use client";
import { useSyncExternalStore } from "react";

/** Below this the two clocks count as one: what differs is the way of the message. */
const SAME_MS = 5_000;

type Listener = () => void;
const listeners = new Set<Listener>();
let timer: ReturnType<typeof setInterval> | null = null;
let second = 0;
let aheadMs = 0;

function tick() {
  second = Math.floor(Date.now() / 1_000);
  for (const each of listeners) each();
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  second = Math.floor(Date.now() / 1_000);
  timer ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Ages are told by Slipway's clock: the browser's may be wrong, and the demo's is moved. */
export function alignClock(serverNow: string) {
  const ahead = Date.parse(serverNow) - Date.now();
  const next = Math.abs(ahead) < SAME_MS ? 0 : ahead;
  if (Math.abs(next - aheadMs) < SAME_MS) return;
  aheadMs = next;
  tick();
}

/** The browser's milliseconds, once a second for everything on the page; null on the server and at the first paint. */
export function useBrowserNow(): number | null {
  const now = useSyncExternalStore(
    subscribe,
    () => second,
    () => 0,
  );
  return now === 0 ? null : now * 1_000;
}

function ahead(): number {
  return aheadMs;
}

/** Slipway's milliseconds, once a second; null on the server and at the first paint. */
export function useNow(): number | null {
  const now = useBrowserNow();
  const moved = useSyncExternalStore(subscribe, ahead, ahead);
  return now === null ? null : now + moved;
}
