import type { Access } from "./access";
import { type Answer, ok, Refused } from "./answer";
import type { World } from "./world";

const HOUR_MS = 3_600_000;
const ANONYMOUS = 60;

export type RateNow = { limit: number; remaining: number; used: number; reset: number };

const hourNow = () => Math.floor(Date.now() / HOUR_MS);
const keyOf = (access: Access | null) => access?.user.login ?? "";

function countOf(world: World, access: Access | null) {
  const known = world.rates.get(keyOf(access));
  const hour = hourNow();
  const rate = known?.hour === hour ? known : { hour, used: 0 };
  world.rates.set(keyOf(access), rate);
  return rate;
}

export function rateNow(world: World, access: Access | null): RateNow {
  const { hour, used } = countOf(world, access);
  const limit = access ? world.rateLimit : Math.min(ANONYMOUS, world.rateLimit);
  return { limit, remaining: Math.max(0, limit - used), used, reset: ((hour + 1) * HOUR_MS) / 1_000 };
}

/** Counts a call, or refuses it when the hour's calls are used up. */
export function charge(world: World, access: Access | null): void {
  const who = access ? `user ID ${access.user.id}` : "127.0.0.1";
  if (rateNow(world, access).remaining === 0) throw new Refused(403, `API rate limit exceeded for ${who}.`);
  countOf(world, access).used += 1;
}

/** An answer of 304 costs nothing. */
export function giveBack(world: World, access: Access | null): void {
  if (access) countOf(world, access).used -= 1;
}

export function rateHeaders({ limit, remaining, used, reset }: RateNow): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(reset),
    "X-RateLimit-Used": String(used),
    "X-RateLimit-Resource": "core",
  };
}

/** GET /rate_limit, which itself costs nothing. */
export function rateAnswer(world: World, access: Access | null): Answer {
  const core = rateNow(world, access);
  const untouched = { limit: 30, remaining: 30, used: 0, reset: core.reset };
  return ok({ resources: { core, search: untouched, graphql: untouched }, rate: core });
}
