import { afterEach, describe, expect, it, vi } from "vitest";
import type { LogLine } from "@/lib/domain/observed-inside";
import {
  chosenOf,
  Failed,
  flowOf,
  forever,
  line,
  linesOf,
  podNamed,
  scriptedLogs,
  stepsOf,
  T0,
  unreachable,
} from "./scripted-logs.test-support";

afterEach(() => vi.useRealTimers());

const FOLLOW = { tail: 1_000, follow: true, previous: false, since: null };

async function* all(lines: LogLine[]) {
  yield* lines;
}

describe("the logs of several pods", () => {
  it("come as one, by time, and end with the last of them", async () => {
    const { inside, open } = scriptedLogs(({ pod }) =>
      all(pod === "a" ? [line("a", 1, "a1"), line("a", 4, "a4")] : [line("b", 2, "b2"), line("b", 3, "b3")]),
    );
    const { flow } = flowOf(inside, { chosen: chosenOf("a", "b") });
    const steps = await stepsOf(flow);
    expect(linesOf(steps).map((one) => one.text)).toEqual(["a1", "b2", "b3", "a4"]);
    expect(steps[0]).toMatchObject({ kind: "sources" });
    expect(steps.at(-1)).toEqual({ kind: "end" });
    expect(open()).toBe(0);
  });

  it("are filtered, cleaned and cut before they travel; what the cluster refuses is never filtered away", async () => {
    const { inside } = scriptedLogs(() =>
      all([
        line("a", 1, "\u001b[31mwanted\u001b[0m"),
        line("a", 2, "not this"),
        line("a", 3, `wanted ${"x".repeat(1_000_000)}`),
        line("a", 0, "container nope is not valid", { at: null, refusal: true }),
      ]),
    );
    const { flow } = flowOf(inside, { passes: (text) => text.includes("wanted") });
    const lines = linesOf(await stepsOf(flow));
    expect(lines.map((one) => [one.text.length, one.whole, one.mark])).toEqual([
      [6, undefined, undefined],
      [16_000, 1_000_007, undefined],
      [27, undefined, "refusal"],
    ]);
    expect(lines[0]?.text).toBe("wanted");
  });

  it("say which pods that were asked for are not there", async () => {
    const { inside } = scriptedLogs(() => all([]));
    const { flow } = flowOf(inside, { chosen: { all: [], read: [], leftOut: [], gone: ["web-old"] } });
    expect(linesOf(await stepsOf(flow))).toEqual([
      { at: null, pod: "web-old", text: "There is no pod web-old, or not any more.", mark: "refusal" },
    ]);
  });

  it("let every stream to Argo CD end when the page closes", async () => {
    const { inside, open } = scriptedLogs(async function* ({ pod }, signal) {
      yield line(pod, 1, "hello");
      await forever(signal);
    });
    for (const how of ["close", "abort"] as const) {
      const { flow, stop } = flowOf(inside, { chosen: chosenOf("a", "b", "c"), question: FOLLOW });
      await stepsOf(flow, (step) => step.kind === "lines");
      expect(open()).toBe(3);
      if (how === "close") flow.close();
      else stop.abort();
      await expect.poll(open).toBe(0);
      expect((await stepsOf(flow)).at(-1)).toEqual({ kind: "end" });
    }
  });

  it("tell a page that waits that they are alive", async () => {
    vi.useFakeTimers();
    const { inside } = scriptedLogs(async function* (_question, signal) {
      await forever(signal);
      yield* [];
    });
    const { flow } = flowOf(inside, { question: FOLLOW });
    expect((await flow.next()).kind).toBe("sources");
    const next = flow.next();
    await vi.advanceTimersByTimeAsync(10_500);
    expect(await next).toEqual({ kind: "beat" });
    flow.close();
  });
});

describe("a log that breaks off while it is followed", () => {
  it("is said, tried again, and goes on without a line twice", async () => {
    vi.useFakeTimers();
    let times = 0;
    const { inside, asked } = scriptedLogs(async function* (_question, signal) {
      times += 1;
      yield line("a", 1, "one");
      yield line("a", 2, "two");
      if (times === 1) throw unreachable();
      if (times === 2) throw unreachable();
      yield line("a", 3, "three");
      await forever(signal);
    });
    const { flow } = flowOf(inside, { question: FOLLOW });
    const reading = stepsOf(flow, (step) => step.kind === "lines" && step.lines.some((one) => one.text === "three"));
    await vi.advanceTimersByTimeAsync(30_000);
    const steps = await reading;
    expect(linesOf(steps).map((one) => one.text)).toEqual(["one", "two", "three"]);
    const troubles = steps.filter((step) => step.kind === "trouble");
    expect(troubles.map((step) => step.trouble.againMs)).toEqual([1_000, 2_000]);
    expect(troubles[0]?.trouble.message).toBe(
      "Argo CD does not answer, so the log of a cannot be read now. Try again in a moment.",
    );
    expect(steps.filter((step) => step.kind === "well")).toEqual([{ kind: "well", pod: "a" }]);
    expect(asked.map((question) => question.since?.getTime() ?? null)).toEqual([null, T0 + 1, T0 + 1]);
    flow.close();
  });

  it("says that lines may be missing when it cannot find where it was", async () => {
    vi.useFakeTimers();
    let times = 0;
    const { inside } = scriptedLogs(async function* (_question, signal) {
      times += 1;
      if (times === 1) {
        yield line("a", 1, "before");
        throw unreachable();
      }
      yield line("a", 99_000, "after");
      await forever(signal);
    });
    const { flow } = flowOf(inside, { question: FOLLOW });
    const reading = stepsOf(flow, (step) => step.kind === "lines" && step.lines.some((one) => one.text === "after"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(linesOf(await reading).map((one) => one.mark ?? one.text)).toEqual(["before", "note", "after"]);
    flow.close();
  });

  it("goes on with the next container's words after a restart, and says a refusal once", async () => {
    vi.useFakeTimers();
    let times = 0;
    const refused = line("a", 0, "container is waiting to start", { at: null, refusal: true });
    const { inside } = scriptedLogs(async function* (_question, signal) {
      times += 1;
      if (times <= 3) return yield refused;
      yield line("a", 1, "started");
      await forever(signal);
    });
    const { flow } = flowOf(inside, { question: FOLLOW });
    const reading = stepsOf(flow, (step) => step.kind === "lines" && step.lines.some((one) => one.text === "started"));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(linesOf(await reading).map((one) => one.text)).toEqual(["container is waiting to start", "started"]);
    flow.close();
  });

  it("ends when its pod is gone, and takes in the pod that follows", async () => {
    vi.useFakeTimers();
    const { inside, asked } = scriptedLogs(async function* ({ pod }, signal) {
      yield line(pod, 1, `${pod} speaks`);
      if (pod === "new") await forever(signal);
    });
    let chosen = chosenOf("old");
    const { flow } = flowOf(inside, { chosen, question: FOLLOW, look: () => Promise.resolve(chosen) });
    chosen = chosenOf("new");
    const steps: Awaited<ReturnType<typeof stepsOf>> = [];
    const reading = stepsOf(flow, (step) => {
      steps.push(step);
      return linesOf(steps).some((one) => one.text === "new speaks") && linesOf(steps).length === 3;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    const texts = linesOf(await reading).map((one) => one.text);
    expect(texts).toEqual(["old speaks", "This pod is gone; its log ends here.", "new speaks"]);
    expect(asked.map((question) => question.pod)).toEqual(["old", "old", "old", "new"]);
    flow.close();
  });

  it("is not tried again when it was asked for once", async () => {
    const { inside, asked } = scriptedLogs(async function* () {
      yield line("a", 1, "one");
      throw unreachable();
    });
    const steps = await stepsOf(flowOf(inside).flow);
    expect(steps.find((step) => step.kind === "trouble")).toMatchObject({ trouble: { againMs: null } });
    expect(asked.length).toBe(1);
  });

  it("waits for its turn while Argo CD is asked too much, and is well again before anything new is written", async () => {
    vi.useFakeTimers();
    let times = 0;
    const { inside } = scriptedLogs(async function* (_question, signal) {
      times += 1;
      if (times === 1 || times === 3) throw new Failed({ kind: "busy", status: null, detail: "" });
      yield line("a", 1, "one");
      if (times === 2) return;
      if (times > 3) await forever(signal);
    });
    const once = stepsOf(flowOf(inside).flow);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await once).map((step) => step.kind)).toEqual(["sources", "lines", "end"]);
    const { flow } = flowOf(inside, { question: FOLLOW });
    const reading = stepsOf(flow, (step) => step.kind === "well");
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await reading).map((step) => step.kind)).toContain("trouble");
    flow.close();
  });

  it("is a fault of our own when it is no failure of Argo CD", async () => {
    const { inside } = scriptedLogs(async function* () {
      yield line("a", 1, "one");
      throw new TypeError("a slip");
    });
    await expect(stepsOf(flowOf(inside).flow)).rejects.toThrow("a slip");
  });
});

describe("a page that does not keep up", () => {
  it("waits for what was written before it opened, however slow it reads: nothing is lost", async () => {
    let given = 0;
    const { inside } = scriptedLogs(async function* () {
      for (; given < 20_000; given++) yield line("a", given - 50_000, `${given}`);
    });
    const { flow } = flowOf(inside, { question: { ...FOLLOW, tail: 100_000 }, look: () => Promise.resolve(null) });
    await flow.next();
    await flow.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given).toBeLessThan(2_000);
    const steps: Awaited<ReturnType<typeof stepsOf>> = [];
    await stepsOf(flow, (step) => {
      steps.push(step);
      return step.kind === "lines" && step.lines.some((one) => one.text === "19999");
    });
    expect(linesOf(steps).every((one) => one.mark === undefined)).toBe(true);
    flow.close();
  });

  it("is told how many lines of now it has missed, and what waits for it is bounded", async () => {
    vi.useFakeTimers();
    const most = 100_000;
    const { inside } = scriptedLogs(async function* (_question, signal) {
      for (let count = 1; count <= most; count++) {
        yield line("a", count, `${count}`);
        if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await forever(signal);
    });
    const { flow } = flowOf(inside, { question: FOLLOW, look: () => Promise.resolve(null) });
    await flow.next();
    await vi.advanceTimersByTimeAsync(60_000);
    const steps: Awaited<ReturnType<typeof stepsOf>> = [];
    const reading = stepsOf(flow, (step) => {
      steps.push(step);
      return step.kind === "beat";
    });
    await vi.advanceTimersByTimeAsync(20_000);
    await reading;
    const waited = linesOf(steps);
    expect(waited.length).toBe(1_000);
    flow.close();
    await vi.advanceTimersByTimeAsync(100);
    const left = await stepsOf(flow);
    expect(left.at(-1)).toEqual({ kind: "end" });
  });

  it("reads the mark before the next line that it is given", async () => {
    const waiting: (() => void)[] = [];
    const { inside } = scriptedLogs(async function* (_question, signal) {
      for (let count = 1; count <= 5_210; count++) yield line("a", count, `${count}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
      yield line("a", 9_999, "after");
      await forever(signal);
    });
    vi.useFakeTimers();
    const { flow } = flowOf(inside, { question: FOLLOW, look: () => Promise.resolve(null) });
    await flow.next();
    await vi.advanceTimersByTimeAsync(5_000);
    const steps: Awaited<ReturnType<typeof stepsOf>> = [];
    const reading = stepsOf(flow, (step) => {
      steps.push(step);
      if (linesOf(steps).length === 1_000) waiting[0]?.();
      return linesOf(steps).some((one) => one.text === "after");
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await reading;
    const lines = linesOf(steps);
    expect(lines.slice(-2)).toEqual([
      { at: T0 + 9_999, pod: "a", text: "4,210 lines were skipped: this page could not keep up.", mark: "skipped" },
      { at: T0 + 9_999, pod: "a", text: "after" },
    ]);
    flow.close();
  });

  it("says the same of lines that were skipped on the way from Argo CD", async () => {
    const { inside } = scriptedLogs(() => all([line("a", 1, "one"), line("a", 9, "ten", { skipped: 8 })]));
    const lines = linesOf(await stepsOf(flowOf(inside).flow));
    expect(lines.map((one) => one.text)).toEqual(["one", "8 lines were skipped: this page could not keep up.", "ten"]);
  });
});

describe("a million lines", () => {
  it("go through ten pods' merge, and never more than a bounded number waits", async () => {
    const names = Array.from({ length: 10 }, (_, index) => `pod-${index}`);
    let given = 0;
    let taken = 0;
    let largest = 0;
    const { inside } = scriptedLogs(async function* ({ pod }) {
      for (let count = 0; count < 100_000; count++) {
        given += 1;
        largest = Math.max(largest, given - taken);
        yield line(pod, count, "a line of usual length, with a request id and a status");
      }
    });
    const { flow } = flowOf(inside, { chosen: chosenOf(...names), question: { ...FOLLOW, follow: false } });
    let last = 0;
    for (;;) {
      const step = await flow.next();
      if (step.kind === "end") break;
      if (step.kind !== "lines") continue;
      taken += step.lines.length;
      for (const one of step.lines) {
        if ((one.at ?? 0) < last) throw new Error("a line is out of order");
        last = one.at ?? 0;
      }
    }
    expect(taken).toBe(1_000_000);
    expect(largest).toBeLessThanOrEqual(10 * 1_000 + 10 + 200);
  }, 60_000);

  it("pods that are more than ten at once wait for their turn", async () => {
    const { inside, asked } = scriptedLogs(() => all([]));
    const pods = Array.from({ length: 12 }, (_, index) => podNamed(`pod-${index}`));
    await stepsOf(
      flowOf(inside, { chosen: { all: pods, read: pods.slice(0, 10), leftOut: pods.slice(10), gone: [] } }).flow,
    );
    expect(asked.length).toBe(10);
  });
});
