import { CLOCK_CHANNEL } from "@/lib/adapters/db/channels";
import type { Database } from "@/lib/adapters/db/client";
import type { DemoClocks, Outcome } from "@/lib/ports";

const TIMEOUT_MS = 60_000;

/**
 * Moves Slipway's own clock and those of both simulators to one time (decisions.md 2). Ours goes first, so that nothing
 * it then sees is of the future. Every step only moves forward, so a repeat finishes what was interrupted.
 */
export function createDemoClocks(deps: { db: Database; simulators: readonly string[] }): DemoClocks {
  return {
    async advanceTo(target) {
      await moveOurs(deps.db, target);
      for (const simulator of deps.simulators) {
        const moved = await moveSimulator(simulator, target);
        if (!moved.ok) return moved;
      }
      return { ok: true, value: undefined };
    },
  };
}

async function moveOurs(db: Database, target: Date): Promise<void> {
  const offsetMs = target.getTime() - Date.now();
  await db.$transaction([
    db.$executeRaw`
      INSERT INTO setting (key, value) VALUES ('demo-clock', jsonb_build_object('offsetMs', ${offsetMs}::bigint))
      ON CONFLICT (key) DO UPDATE SET value = excluded.value
      WHERE (setting.value->>'offsetMs')::bigint < ${offsetMs}::bigint`,
    db.$executeRaw`SELECT pg_notify(${CLOCK_CHANNEL}, '')`,
  ]);
}

async function moveSimulator(address: string, target: Date): Promise<Outcome<undefined>> {
  const failed = (kind: "unreachable" | "failed", status: number | null): Outcome<undefined> => ({
    ok: false,
    failure: { kind, status, detail: `The simulator at ${address} did not move its clock.` },
  });
  try {
    const answer = await fetch(`${address}/simulator/clock`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-simulator": "1" },
      body: JSON.stringify({ advanceTo: target.toISOString() }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.ok ? { ok: true, value: undefined } : failed("failed", answer.status);
  } catch {
    return failed("unreachable", null);
  }
}
