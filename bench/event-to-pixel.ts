import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { ask } from "./session";
import { type Spread, spreadOf } from "./statistics";
import { cellsOnScreen, type Painted, watchCells } from "./watch-cells";

const INTERVAL_MS = 80;
/** A cell rests this long, so that one change is on the screen before the next comes. */
const REST_MS = 500;
/** As many cells for every size, so that as many applications move at once. */
const MOST_CELLS = 12;
const PATIENCE_MS = 15_000;

export type EventToPixel = Spread & { lost: number };
type Change = { key: string; health: string; at: number };

/**
 * Changes applications one after the other in Argo CD, and notes when each cell has changed on the screen. Counted from
 * before the request that makes the event, so the simulator's own time is in it.
 */
export async function eventToPixel(page: Page, argocd: string, samples: number): Promise<EventToPixel> {
  const health = await cellsOnScreen(page);
  const keys = [...health.keys()].slice(0, MOST_CELLS);
  if (keys.length === 0) throw new Error("No application of the fleet is on the screen.");
  const painted = await watchCells(page);
  const changes: Change[] = [];
  const interval = Math.max(INTERVAL_MS, REST_MS / keys.length);
  for (let index = 0; index < samples; index++) {
    const key = keys[(index * 7) % keys.length] ?? "";
    const next = health.get(key) === "Healthy" ? "Progressing" : "Healthy";
    health.set(key, next);
    changes.push({ key, health: next, at: Date.now() });
    await touch(argocd, key.replace("/", "-"));
    // Not in step with anything that the product does at intervals.
    await pause(interval + ((index * 13) % 23));
  }
  const delays = await waitForAll(changes, painted);
  // What was left moving would be looked into for ever, and count against what is measured next.
  for (const [key, last] of health) if (last !== "Healthy") await touch(argocd, key.replace("/", "-"));
  return { ...spreadOf(delays), lost: samples - delays.length };
}

async function touch(argocd: string, application: string): Promise<void> {
  const url = `${argocd}/simulator/fleet/touch?application=${encodeURIComponent(application)}`;
  const { status } = await ask(url, { method: "POST", headers: { "x-simulator": "1" } });
  if (status !== 200) throw new Error(`The simulator answered ${status} for ${application}.`);
}

async function waitForAll(changes: Change[], painted: () => Promise<Painted[]>): Promise<number[]> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const delays = delaysOf(changes, await painted());
    if (delays.length === changes.length || Date.now() > until) return delays;
    await pause(250);
  }
}

/** Before a change its cell had the other health: the first frame with the new one is this change's. */
export function delaysOf(changes: readonly Change[], painted: readonly Painted[]): number[] {
  return changes.flatMap((change) => {
    const shown = painted.find(
      (frame) => frame.key === change.key && frame.health === change.health && frame.at >= change.at,
    );
    return shown ? [shown.at - change.at] : [];
  });
}
