import type { AuditLog, Clock, DemoClocks } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";

const MOST_MS = 31 * 24 * 60 * 60_000;

export type AdvanceOutcome =
  | { ok: true; now: Date }
  | { ok: false; refusal: "bad-input" | "outside-away"; message: string };

/**
 * Jumps the demo's clock to a later time, at most 31 days ahead at once; it never goes back (decisions.md 2). Repeating
 * it is harmless: a time that has been reached is a time that has been reached.
 */
export async function advanceDemoClock(
  { clock, clocks, audit }: { clock: Clock; clocks: DemoClocks; audit: AuditLog },
  { to, ...asking }: Asking & { to: Date },
): Promise<AdvanceOutcome> {
  const aheadMs = to.getTime() - clock.now().getTime();
  if (!(aheadMs <= MOST_MS))
    return { ok: false, refusal: "bad-input", message: "The demo's clock jumps 31 days at most." };
  // Reached already: a simulator that did not follow the last time is brought along.
  const target = aheadMs > 0 ? to : clock.now();
  const details = { to: target.toISOString() };
  await audit.append([{ kind: "demo-clock-moved", details, ...auditContext(asking, clock.now()) }]);
  const moved = await clocks.advanceTo(target);
  if (!moved.ok) return { ok: false, refusal: "outside-away", message: `${moved.failure.detail} Try again.` };
  return { ok: true, now: target };
}
