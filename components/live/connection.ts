import { age } from "@/lib/format";
import type { InstanceState } from "@/lib/http/contracts/overview";

/** How the page's own connection fares; `heardAt` is the browser's clock. */
export type Connection = {
  state: "connecting" | "live" | "lost" | "signed-out";
  /** The last sign of life, or when the page was loaded. */
  heardAt: number | null;
  databaseAwaySince: string | null;
};

export const NO_CONNECTION: Connection = {
  state: "connecting",
  heardAt: null,
  databaseAwaySince: null,
};

/** Argo CD's stream has a heartbeat every 15 s and the watch writes it down: longer than this, and nobody watches. */
const UNWATCHED_MS = 120_000;

/** Each Argo CD as the page may call it at a time of Slipway's clock: one that is said to be live, but was not heard for long, is not watched. */
export function judged(instances: InstanceState[], now: number | null): InstanceState[] {
  return instances.map((instance) => {
    const silent = silentMs(instance, now);
    if (instance.state !== "live" || silent === null || silent < UNWATCHED_MS) return instance;
    const message = `Slipway has written nothing of it for ${age(silent)}: its worker may have stopped.`;
    return { ...instance, state: "stale", message };
  });
}

/** For how long an Argo CD was not heard; null when that is not known. */
export function silentMs(instance: InstanceState, now: number | null): number | null {
  if (instance.lastEventAt === null || now === null) return null;
  return now - Date.parse(instance.lastEventAt);
}
