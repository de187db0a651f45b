import { afterEach, describe, expect, it } from "vitest";
import type { Projection } from "@/lib/domain/projection";
import type { ProjectionChange } from "@/lib/ports";
import { anApplication } from "@/lib/testing/observed-application";
import { createBook } from "./application-book";
import { quiet, until } from "./scripted.test-support";
import { createWriter } from "./write-changes";

const at = new Date("2026-11-24T12:00:00Z");
const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** A store in memory that refuses what it is told to, before or after it has kept it. */
function writing(refuses: (change: ProjectionChange) => "before" | "after" | null) {
  const rows = new Map<string, Projection>();
  const observations: string[] = [];
  const store = {
    async save(change: ProjectionChange) {
      const refusal = refuses(change);
      if (refusal === "before") throw new Error("refused");
      for (const application of change.applications) rows.set(application.id, { application, cells: [] });
      observations.push(...change.observations.map((o) => `${o.applicationId} ${o.kind} ${o.to}`));
      if (refusal === "after") throw new Error("the answer was lost");
    },
    load: async () => [...rows.values()],
  };
  const book = createBook({
    instance: "i",
    startedAt: at,
    now: () => at,
    values: () => undefined,
    gitAhead: () => null,
  });
  const clock = { now: () => at };
  const writer = createWriter({ instance: "i", book, store, clock, log: quiet, written() {}, retryMs: 1 });
  const stop = new AbortController();
  stops.push(stop);
  void writer.run(stop.signal);
  const observe = (name: string, health: "Healthy" | "Degraded" = "Healthy") => {
    book.observe(anApplication({ name, uid: name, health }));
    writer.wake();
  };
  return { observe, rows, observations };
}

describe("the writer", () => {
  it("writes once what got through although its answer was lost", async () => {
    let lost = 1;
    const { observe, observations } = writing(() => (lost-- > 0 ? "after" : null));
    observe("a");
    await until("the first", () => observations.length === 1);
    observe("a", "Degraded");
    await until("the change", () => observations.includes("i/argocd/a health Degraded"));
    expect(observations).toEqual(["i/argocd/a appeared a", "i/argocd/a health Degraded"]);
  });

  it("loses nothing while the store is away", async () => {
    let away = true;
    let tries = 0;
    const { observe, observations } = writing(() => {
      tries += 1;
      return away ? "before" : null;
    });
    observe("a");
    observe("b");
    await until("some tries", () => tries >= 4);
    expect(observations).toEqual([]);
    away = false;
    await until("both", () => observations.length === 2);
  });

  it("does not let one application that cannot be written hold up the others", async () => {
    const poison = (change: ProjectionChange) => change.applications.some((one) => one.name === "poison");
    const { observe, rows } = writing((change) => (poison(change) ? "before" : null));
    observe("poison");
    for (let i = 0; i < 30; i++) observe(`app-${i}`);
    await until("all others", () => rows.size === 30);
    observe("late");
    await until("one that came later", () => rows.has("i/argocd/late"));
    expect(rows.has("i/argocd/poison")).toBe(false);
  });
});
