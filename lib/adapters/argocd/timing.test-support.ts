import type { Timing } from "./timing";

/** Time that stands until the test moves it. */
export function handTiming(): Timing & { advance(ms: number): void } {
  let now = 0;
  let due: { at: number; run: () => void }[] = [];
  return {
    nowMs: () => now,
    later(ms, run) {
      const one = { at: now + ms, run };
      due.push(one);
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
    advance(ms) {
      now += ms;
      for (let ripe = due.find((one) => one.at <= now); ripe; ripe = due.find((one) => one.at <= now)) {
        const { run } = ripe;
        due = due.filter((other) => other.run !== run);
        run();
      }
    },
  };
}
