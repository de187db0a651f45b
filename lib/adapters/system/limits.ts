import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Limits } from "@/lib/ports";

/** So many within so many seconds, of one process. Whole offices sign in from one address in the morning. */
const MOST = {
  "sign-in": { points: 120, duration: 60 },
  code: { points: 10, duration: 15 * 60 },
  "write-by-actor": { points: 120, duration: 60 },
  "write-by-address": { points: 600, duration: 60 },
} as const;

/** Counts in memory: a restart forgets, and several web processes each count their own. */
export function createLimits(): Limits {
  const limiters = new Map(Object.entries(MOST).map(([what, most]) => [what, new RateLimiterMemory(most)]));
  return {
    async take(what, key) {
      try {
        await limiters.get(what)?.consume(key);
        return null;
      } catch (over) {
        if (over instanceof RateLimiterRes) return Math.max(1, Math.ceil(over.msBeforeNext / 1_000));
        throw over;
      }
    },
  };
}
