import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pause } from "@/lib/pause";
import type { ApplicationRef, Outcome, TreeNode } from "@/lib/ports";
import { anApplication } from "@/lib/testing/observed-application";
import { aBookOf } from "./book.test-support";
import { quiet, scriptedArgoCd } from "./scripted.test-support";
import { watchPods } from "./watch-pods";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const names = Array.from({ length: 400 }, (_, index) => `app-${index}`);

/** Looks into the pods of a fleet for some seconds; gives the names in the order of the looks. */
async function lookFor(ms: number, healthOf: (name: string) => "Healthy" | "Progressing") {
  const stop = new AbortController();
  const looked: string[] = [];
  const book = aBookOf(names);
  for (const name of names) book.observe(anApplication({ name, health: healthOf(name) }));
  const argocd = {
    ...scriptedArgoCd().argocd,
    async tree({ name }: ApplicationRef): Promise<Outcome<TreeNode[]>> {
      looked.push(name);
      await pause(5, stop.signal);
      return { ok: true, value: [] };
    },
  };
  const deps = { argocd, book, services: () => [], changed: () => undefined, log: quiet };
  const watching = watchPods(deps, stop.signal);
  await vi.advanceTimersByTimeAsync(ms);
  stop.abort();
  await vi.runAllTimersAsync();
  await watching;
  return looked;
}

describe("looking into the pods of a fleet", () => {
  it("begins with what moves, and comes to everybody once", async () => {
    const looked = await lookFor(5_000, (name) => (name === "app-399" ? "Progressing" : "Healthy"));
    expect(looked[0]).toBe("app-399");
    expect(new Set(looked).size).toBe(400);
    expect(looked.filter((name) => name !== "app-399")).toHaveLength(399);
  });

  it("asks no more than a hundred times a second when all of it moves", async () => {
    const looked = await lookFor(10_000, () => "Progressing");
    expect(looked.length).toBeGreaterThan(900);
    expect(looked.length).toBeLessThanOrEqual(1_050);
    expect(new Set(looked).size).toBe(400);
  });
});
