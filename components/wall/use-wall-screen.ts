"use client";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

const AGAIN_MS = 60_000;
const REDUCED = "(prefers-reduced-motion: reduce)";

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  const query = matchMedia(REDUCED);
  query.addEventListener("change", changed);
  return () => {
    window.removeEventListener("resize", changed);
    query.removeEventListener("change", changed);
  };
}

const FIRST = "1920 1080 false";

/** The screen's size, and whether nothing may move on it by itself. */
export function useScreen(): { width: number; height: number; isStill: boolean } {
  const now = () => `${window.innerWidth} ${window.innerHeight} ${matchMedia(REDUCED).matches}`;
  const [width = "", height = "", isStill = ""] = useSyncExternalStore(onResize, now, () => FIRST).split(" ");
  return { width: Number(width), height: Number(height), isStill: isStill === "true" };
}

/** Asks once a minute, whatever else happens: nobody stands by to reload the page. */
export function useEveryMinute(ask: () => void): void {
  const again = useEffectEvent(ask);
  useEffect(() => {
    const timer = setInterval(() => again(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
}

/** Loads the page itself anew once `due`, but not into an error that nobody would take away. */
export function useReloadWhen(due: boolean): void {
  useEffect(() => {
    if (!due) return;
    let left = false;
    fetch(window.location.href, { signal: AbortSignal.timeout(10_000) })
      .then((answer) => {
        if (answer.ok && !left) window.location.reload();
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [due]);
}
