import { afterEach, describe, expect, it, vi } from "vitest";
import type { LogLine } from "@/lib/domain/observed-inside";
import { fileName, logDownload } from "./log-download";
import { logResponse } from "./log-response";
import { logWindow } from "./log-window";
import { chosenOf, flowOf, forever, line, scriptedLogs, T0, unreachable } from "./scripted-logs.test-support";

afterEach(() => vi.useRealTimers());

const SOURCES = { application: "a", services: [], pods: [], unnamed: 0, most: 10, containers: [] };
const FOLLOW = { tail: 1_000, follow: true, previous: false, since: null };
const may = () => Promise.resolve(true);
const sources = () => SOURCES;

async function* all(lines: LogLine[]) {
  yield* lines;
}

const many = (count: number, pod = "a") =>
  Array.from({ length: count }, (_, index) => line(pod, index, `${pod} ${index}`));

describe("a log as events", () => {
  it("names its sources, gives its lines, and says when it is whole", async () => {
    const { flow } = flowOf(scriptedLogs(() => all(many(2))).inside);
    const answer = logResponse({ flow, sources, window: null, stillMay: may });
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(await answer.text()).toBe(
      [
        `event: sources\ndata: ${JSON.stringify(SOURCES)}\n\n`,
        `event: lines\ndata: ${JSON.stringify([
          { at: T0, pod: "a", text: "a 0" },
          { at: T0 + 1, pod: "a", text: "a 1" },
        ])}\n\n`,
        "event: end\ndata: {}\n\n",
      ].join(""),
    );
  });

  it("lets Argo CD's streams end when the page goes, and when its session ends", async () => {
    vi.useFakeTimers();
    const { inside, open } = scriptedLogs(async function* ({ pod }, signal) {
      yield line(pod, 1, "hello");
      await forever(signal);
    });
    const gone = logResponse({
      ...{ sources, window: null, stillMay: may },
      flow: flowOf(inside, { question: FOLLOW }).flow,
    });
    await vi.advanceTimersByTimeAsync(500);
    expect(open()).toBe(1);
    await gone.body?.cancel();
    await vi.advanceTimersByTimeAsync(100);
    expect(open()).toBe(0);

    let session = true;
    const stillMay = () => Promise.resolve(session);
    const over = logResponse({ flow: flowOf(inside, { question: FOLLOW }).flow, sources, window: null, stillMay });
    const text = over.text();
    await vi.advanceTimersByTimeAsync(50_000);
    expect(open()).toBe(1);
    session = false;
    await vi.advanceTimersByTimeAsync(50_000);
    expect(await text).toMatch(/event: signed-out\ndata: \{\}\n\n$/);
    expect(open()).toBe(0);
  });

  it("makes no more than a page that does not read can be waiting for", async () => {
    let given = 0;
    const { inside } = scriptedLogs(async function* () {
      for (; given < 1_000_000; given++) yield line("a", given - 9_000_000, "x".repeat(1_000));
    });
    const { flow } = flowOf(inside, { question: FOLLOW });
    const answer = logResponse({ flow, sources, window: null, stillMay: may });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(given).toBeLessThan(2_500);
    await answer.body?.cancel();
  });
});

describe("the lines around a moment", () => {
  it("are so many before it and after, and no more is read", async () => {
    let given = 0;
    const { inside } = scriptedLogs(async function* () {
      for (; given < 100_000; given++) yield line("a", given, `${given}`);
    });
    const window = logWindow(new Date(T0 + 5_000), 500);
    const { flow } = flowOf(inside);
    const text = await logResponse({ flow, sources, window, stillMay: may }).text();
    const times = [...text.matchAll(/"at":(\d+)/g)].map(([, at]) => Number(at) - T0);
    expect([times.length, times[0], times.at(-1)]).toEqual([1_000, 4_500, 5_499]);
    expect(text.endsWith("event: end\ndata: {}\n\n")).toBe(true);
    expect(given).toBeLessThan(10_000);
  });

  it("are the last ones when nothing comes after it, and few where there are few", async () => {
    const { flow } = flowOf(scriptedLogs(() => all(many(3))).inside);
    const window = logWindow(new Date(T0 + 60_000), 500);
    const text = await logResponse({ flow, sources, window, stillMay: may }).text();
    expect([...text.matchAll(/"text":"a (\d)"/g)].map(([, number]) => number)).toEqual(["0", "1", "2"]);
  });
});

describe("a log as a file", () => {
  const download = (lines: LogLine[][], change: Partial<Parameters<typeof logDownload>[0]> = {}) => {
    const names = lines.map((_, index) => "ab".charAt(index));
    const { inside } = scriptedLogs(({ pod }) => all(lines[names.indexOf(pod)] ?? []));
    const { flow } = flowOf(inside, { chosen: chosenOf(...names) });
    return logDownload({ flow, name: "dev-env-1", isOfMany: names.length > 1, until: null, ...change });
  };

  it("has a line's time, its pod where there are several, and its words", async () => {
    const one = download([[line("a", 1, "one")]]);
    expect(one.headers.get("content-disposition")).toBe('attachment; filename="dev-env-1.log"');
    expect(await one.text()).toBe("2026-11-24T15:00:00.001Z one\n");
    const two = await download([[line("a", 1, "one")], [line("b", 2, "two")]]).text();
    expect(two).toBe("2026-11-24T15:00:00.001Z a one\n2026-11-24T15:00:00.002Z b two\n");
  });

  it("ends where it is told to, and says so when it is cut", async () => {
    expect(await download([many(1_000)], { until: new Date(T0 + 1) }).text()).toBe(
      "2026-11-24T15:00:00.000Z a 0\n2026-11-24T15:00:00.001Z a 1\n",
    );
    const cut = await download([many(1_000)], { most: { lines: 10, bytes: 1_000_000 } }).text();
    expect(cut.split("\n").slice(9)).toEqual(["2026-11-24T15:00:00.009Z a 9", "# Cut here, after 10 lines.", ""]);
    const heavy = await download([many(100_000)], { most: { lines: 1_000_000, bytes: 100_000 } }).text();
    expect(heavy.length).toBeLessThan(120_000);
  });

  it("says what could not be read, and that there was nothing", async () => {
    const { inside } = scriptedLogs(async function* () {
      yield line("a", 1, "one");
      throw unreachable();
    });
    const broken = await logDownload({ flow: flowOf(inside).flow, name: "x", isOfMany: false, until: null }).text();
    expect(broken).toMatch(/^# Argo CD does not answer, so the log of a cannot be read now/m);
    expect(broken).toMatch(/one$/m);
    expect(await download([[]]).text()).toBe("# No line was found.\n");
  });

  it.each([
    ["dev-env-1-linq-web-2026-11-24T150000", "dev-env-1-linq-web-2026-11-24T150000.log"],
    ['a"; filename="b\r\nSet-Cookie: c', "a-filename-b-Set-Cookie-c.log"],
    ["../../etc/passwd", "etc-passwd.log"],
    ["日本", "log.log"],
    ["x".repeat(1_000), `${"x".repeat(120)}.log`],
  ])("has a name that breaks nothing: %s", (name, safe) => {
    expect(fileName(name)).toBe(safe);
  });
});
