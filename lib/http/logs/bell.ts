export type Bell = {
  ring(): void;
  /** Resolves at the next ring, after so long, or when it was rung since the last wait. */
  wait(ms: number): Promise<void>;
};

/** Lets one wait for another. */
export function createBell(): Bell {
  let rung = false;
  let waiting: (() => void)[] = [];
  return {
    ring() {
      rung = waiting.length === 0;
      for (const wake of waiting.splice(0)) wake();
    },
    wait(ms) {
      if (rung) {
        rung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = setTimeout(done, ms);
        function done() {
          clearTimeout(timer);
          waiting = waiting.filter((other) => other !== done);
          resolve();
        }
        waiting.push(done);
      });
    },
  };
}
