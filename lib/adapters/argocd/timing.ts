/** The time by which answers are kept and streams ended: real, whatever the demo's clock says; tests move their own. */
export type Timing = {
  nowMs(): number;
  /** Runs it once after so long; the answer calls it off. Holds no process open. */
  later(ms: number, run: () => void): () => void;
};

export const realTiming: Timing = {
  nowMs: () => performance.now(),
  later(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after so long, or at once when `stop` aborts. */
export function passed(timing: Timing, ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      callOff();
      stop.removeEventListener("abort", done);
      resolve();
    };
    const callOff = timing.later(ms, done);
    stop.addEventListener("abort", done, { once: true });
  });
}
