/** Wakes one sleeper. A ring while nobody sleeps ends the next sleep at once, so that none is missed. */
export function createBell() {
  let rung = false;
  let wakeUp = () => {};
  return {
    ring() {
      rung = true;
      wakeUp();
    },
    /** Sleeps until the next ring, `ms` milliseconds, or `stop`. */
    async sleep(ms: number, stop: AbortSignal): Promise<void> {
      if (!rung && !stop.aborted)
        await new Promise<void>((resolve) => {
          wakeUp = () => {
            clearTimeout(timer);
            stop.removeEventListener("abort", wakeUp);
            resolve();
          };
          const timer = setTimeout(() => wakeUp(), ms);
          stop.addEventListener("abort", wakeUp, { once: true });
        });
      rung = false;
      wakeUp = () => {};
    },
  };
}
