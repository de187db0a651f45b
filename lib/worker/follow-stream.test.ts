import { afterEach, describe, expect, it } from "vitest";
import type { ObservedApplication, OutsideFailure } from "@/lib/ports";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { createBook } from "./application-book";
import { followStream } from "./follow-stream";
import { quiet, scriptedArgoCd, until } from "./scripted.test-support";

const T = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** A watch of a scripted Argo CD that holds these applications; `rounds` counts how often all was settled. */
function watching(applications: ObservedApplication[], remembered: ObservedApplication[] = []) {
  const script = scriptedArgoCd();
  script.is(...applications);
  const options = {
    instance: "default",
    startedAt: T(0),
    now: () => T(0),
    values: () => undefined,
    gitAhead: () => null,
  };
  const before = createBook(options);
  for (const application of remembered) before.observe(application);
  before.takeChanges(T(0), 1_000);
  const book = createBook(options);
  book.remember(before.known().flatMap((entry) => (entry.written ? [entry.written] : [])));
  const stop = new AbortController();
  stops.push(stop);
  const remarks: (string | null)[] = [];
  const report = {
    live: async (_version: string | null, remark: string | null) => void remarks.push(remark),
    heard() {},
  };
  const start = (relistMs = 20) =>
    followStream(
      {
        argocd: script.argocd,
        book,
        report,
        log: quiet,
        changed() {},
        rhythm: { relistMs, relistUnsettledMs: relistMs, relistEmptyMs: 20, replayMs: 40 },
      },
      stop.signal,
    );
  const settled = async () => {
    const round = remarks.length + 2;
    await until("two more rounds", () => remarks.length >= round);
  };
  const there = () =>
    book
      .presentRefs()
      .map((ref) => ref.name)
      .sort();
  /** What would be kept as history since this was asked last. */
  const history = () =>
    (book.takeChanges(T(0), 1_000)?.observations ?? []).map((seen) => [seen.kind, seen.to].join(" "));
  return {
    history,
    script,
    book,
    start,
    settled,
    there,
    remarks,
    find: (name: string) => book.find(`default/argocd/${name}`),
  };
}

const app = (name: string, change: Partial<ObservedApplication> = {}) =>
  anApplication({ name, uid: `uid-${name}`, ...change });
const refused: OutsideFailure = { kind: "refused-this", status: 403, detail: "permission denied" };
const away: OutsideFailure = { kind: "unreachable", status: null, detail: "The connection was refused." };

it("an Argo CD without applications, whose stream never says anything, is heard through its list", async () => {
  const { start, settled } = watching([]);
  void start(600_000);
  await settled();
});

describe("a list takes nothing away by itself", () => {
  it("an empty list, a cut list, or one with items that have no name leave what is still there", async () => {
    const watch = watching([app("a"), app("b"), app("c")]);
    void watch.start();
    await watch.settled();
    for (const [listed, unnamed] of [
      [[], 0],
      [[app("b")], 0],
      [[app("b")], 2],
    ] as const) {
      watch.script.listsOnly([...listed], unnamed);
      await watch.settled();
      expect(watch.there()).toEqual(["a", "b", "c"]);
    }
  });

  it("what it lacks and Argo CD does not know any more is gone, in silence or while nobody watched", async () => {
    const watch = watching([app("a"), app("b")], [app("a"), app("old")]);
    void watch.start();
    await watch.settled();
    expect(watch.there()).toEqual(["a", "b"]);
    watch.script.isGone("b");
    await watch.settled();
    expect(watch.there()).toEqual(["a"]);
    expect(watch.find("b")).toBeNull();
  });

  it("what may not be seen any more stands as it was last seen, and is said", async () => {
    const watch = watching([app("a")], [app("a"), app("hidden")]);
    watch.script.refuses("hidden", refused);
    void watch.start();
    await watch.settled();
    expect(watch.there()).toEqual(["a", "hidden"]);
    expect(watch.remarks.at(-1)).toContain("no longer lets Slipway see one application");
  });

  it("what nobody could tell of stays too, and is asked for again", async () => {
    const watch = watching([app("a")], [app("a"), app("unsure")]);
    watch.script.refuses("unsure", { ...away, status: 503 });
    void watch.start();
    await watch.settled();
    expect(watch.there()).toEqual(["a", "unsure"]);
    expect(watch.script.asked.filter((name) => name === "unsure").length).toBeGreaterThan(1);
  });

  it.each([
    [{ kind: "refused-us", status: 401, detail: "invalid session" }],
    [away],
    [{ kind: "failed", status: 200, detail: "Its answer is not as expected (items)." }],
  ] as const)("a list that fails ends the watch with its reason and leaves everything: %o", async (failure) => {
    const watch = watching([app("a")], [app("a"), app("b")]);
    watch.script.listsOnly(failure);
    expect(await watch.start()).toEqual({ failure, wasLive: false });
    expect(watch.there()).toEqual(["a", "b"]);
  });
});

describe("events", () => {
  it("that were lost are found at the next list", async () => {
    const watch = watching([app("a")]);
    void watch.start();
    await watch.settled();
    watch.script.is(app("a", { health: "Degraded" }));
    await until("the lost change", () => watch.find("a")?.health === "Degraded");
    watch.script.is(app("new"));
    await until("the application whose event was lost", () => watch.find("new"));
  });

  it("cost no question while stream and list agree", async () => {
    const watch = watching([app("a"), app("b", { operation: anOperation() })]);
    void watch.start();
    await watch.settled();
    await watch.settled();
    expect(watch.script.asked).toEqual([]);
  });

  it.each<[string, Partial<ObservedApplication>]>([
    ["fewer deployments", { history: [] }],
    ["an earlier change of health", { healthSince: T(1) }],
    ["an earlier operation", { operation: anOperation({ startedAt: T(1), finishedAt: T(2) }) }],
    [
      "the same operation, running still",
      { operation: anOperation({ phase: "Running", startedAt: T(5), finishedAt: null }) },
    ],
  ])("of a replica that lags (%s) do not turn the time back", async (_what, old) => {
    const now = app("a", { healthSince: T(5), operation: anOperation({ startedAt: T(5), finishedAt: T(6) }) });
    const watch = watching([now]);
    void watch.start();
    await watch.settled();
    watch.history();
    watch.script.says("MODIFIED", { ...now, ...old, health: "Degraded" });
    await until("the question for the truth", () => watch.script.asked.includes("a"));
    await watch.settled();
    expect(watch.find("a")).toEqual(now);
    expect(watch.history()).toEqual([]);
  });

  it("that come while an answer is on its way are newer than the answer", async () => {
    const watch = watching([app("a")]);
    void watch.start();
    await watch.settled();
    const release = watch.script.holdAnswers();
    watch.script.is(app("a", { health: "Progressing" }));
    await until("the question", () => watch.script.asked.includes("a"));
    watch.script.is(app("a", { health: "Degraded" }));
    watch.script.says("MODIFIED", app("a", { health: "Degraded" }));
    await until("the event", () => watch.find("a")?.health === "Degraded");
    watch.history();
    release();
    await watch.settled();
    expect(watch.find("a")?.health).toBe("Degraded");
    expect(watch.history()).toEqual([]);
  });

  it("are asked after under the project that is known, where a list does not tell it", async () => {
    const watch = watching([app("a")]);
    void watch.start();
    await watch.settled();
    watch.script.listsOnly([app("a", { project: "default", health: "Degraded" })]);
    await watch.settled();
    await watch.settled();
    expect(watch.script.asked).toContain("a");
    expect(watch.there()).toEqual(["a"]);
  });

  it("that only look old are believed when Argo CD says so when asked", async () => {
    const now = app("a", { healthSince: T(5) });
    const watch = watching([now]);
    void watch.start();
    await watch.settled();
    const reset = app("a", { healthSince: T(1), history: [] });
    watch.script.is(reset);
    watch.script.says("MODIFIED", reset);
    await until("the reset", () => watch.find("a")?.history.length === 0);
  });

  it("of another project, and of an application made anew under its name, are taken as they come", async () => {
    const watch = watching([app("a")]);
    void watch.start();
    await watch.settled();
    watch.script.is(app("a", { project: "other" }));
    watch.script.says("MODIFIED", app("a", { project: "other" }));
    await until("the other project", () => watch.find("a")?.project === "other");
    await watch.settled();
    const anew = app("a", { uid: "uid-2", history: [] });
    watch.script.is(anew);
    watch.history();
    watch.script.says("ADDED", anew);
    watch.script.says("DELETED", app("a"));
    await until("the new one", () => watch.find("a")?.uid === "uid-2");
    await watch.settled();
    expect(watch.there()).toEqual(["a"]);
    expect(watch.history().filter((seen) => seen.includes("appeared"))).toEqual([]);
    watch.script.isGone("a");
    watch.script.says("DELETED", anew);
    await until("its end", () => watch.there().length === 0);
  });

  it("end with the stream, which tells why and whether all was known before", async () => {
    const watch = watching([app("a")]);
    const ending = watch.start();
    await watch.settled();
    watch.script.breaks(away);
    expect(await ending).toEqual({ failure: away, wasLive: true });
    expect(watch.there()).toEqual(["a"]);
  });
});
