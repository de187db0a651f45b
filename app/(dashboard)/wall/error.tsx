"use client";
import { useEffect } from "react";

const AGAIN_MS = 10_000;

/** Nobody stands by to press a button: it tries again by itself. */
export default function WallError({ reset }: { reset: () => void }) {
  useEffect(() => {
    const timer = setInterval(() => window.location.reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main className="wall" role="alert">
      <h1 className="wall-platform text-bad">This screen cannot be shown just now.</h1>
      <p className="wall-sum">Slipway's database may be away. It is tried again every ten seconds.</p>
      <button type="button" className="btn self-start" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
