"use client";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

const AGAIN_MS = 60_000;
const LOOK_MS = 15_000;
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

/** While `due`, loads the page itself anew as soon as that leads neither into an error nor to the sign-in page. */
export function useReloadWhen(due: boolean): void {
  useEffect(() => {
    if (!due) return;
    const left = new AbortController();
    const look = async () => {
      const signal = AbortSignal.any([left.signal, AbortSignal.timeout(LOOK_MS)]);
      const answer = await fetch(window.location.href, { signal });
      if (answer.ok && !answer.redirected && !left.signal.aborted) window.location.reload();
    };
    const tryIt = () => void look().catch(() => undefined);
    tryIt();
    const timer = setInterval(tryIt, LOOK_MS);
    return () => {
      left.abort();
      clearInterval(timer);
    };
  }, [due]);
}
