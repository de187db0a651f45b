import { afterEach, describe, expect, it } from "vitest";
import type { LogQuestion } from "@/lib/domain/observed-inside";
import type { ArgoCdInside } from "@/lib/ports";
import { SHARED_LIMITS } from "./shared-inside";
import { DEV, endAll, SSE, sharedArgoCd } from "./shared-inside.test-support";

afterEach(endAll);

describe("logs", () => {
  const QUESTION: LogQuestion = {
    ...{ namespace: "dev", pod: "web-1", container: "web", tail: 100 },
    ...{ follow: true, previous: false, since: null },
  };
  const entry = (content: string) => ({ content, timeStampStr: "2026-11-24T00:00:00Z", podName: "web-1", last: false });
  const logFrame = (content: string) => `data: ${JSON.stringify({ result: entry(content) })} \n\n\n`;
  const LAST = `data: ${JSON.stringify({ result: { ...entry(""), podName: "", last: true } })} \n\n\n`;

  function reading(inside: ArgoCdInside, question: Partial<LogQuestion> = {}) {
    const stop = new AbortController();
    const texts: string[] = [];
    const end = (async () => {
      try {
        for await (const { text } of inside.logs(DEV, { ...QUESTION, ...question }, stop.signal)) texts.push(text);
        return "ended";
      } catch (error) {
        return error;
      }
    })();
    return { texts, end, stop };
  }

  /** Two who follow the same pod, both having seen one line. */
  async function two() {
    const all = await sharedArgoCd();
    const first = reading(all.inside);
    await expect.poll(() => all.streams("/logs").length).toBe(1);
    const [upstream] = all.streams("/logs");
    upstream?.writeHead(200, SSE).write(logFrame("a"));
    await expect.poll(() => first.texts).toEqual(["a"]);
    const second = reading(all.inside, { tail: 50 });
    await expect.poll(() => second.texts).toEqual(["a"]);
    return { ...all, first, second, upstream };
  }

  it("that two follow are one stream, and the later one has the last lines at once", async () => {
    const { first, second, upstream, count } = await two();
    upstream?.write(logFrame("b"));
    await expect
      .poll(() => [first.texts, second.texts])
      .toEqual([
        ["a", "b"],
        ["a", "b"],
      ]);
    expect(count("/logs")).toBe(1);
    upstream?.end(LAST);
    expect([await first.end, await second.end]).toEqual(["ended", "ended"]);
  });

  it("go on for the one when the other leaves; when the last leaves, Argo CD's stream is closed", async () => {
    const { first, second, upstream } = await two();
    first.stop.abort();
    expect(await first.end).toBe("ended");
    upstream?.write(logFrame("b"));
    await expect.poll(() => second.texts).toEqual(["a", "b"]);
    expect(upstream?.closed).toBe(false);
    second.stop.abort();
    expect(await second.end).toBe("ended");
    await expect.poll(() => upstream?.closed).toBe(true);
  });

  it("that failed are read anew by the next who asks", async () => {
    const { inside, first, second, upstream, count } = await two();
    upstream?.destroy();
    for (const one of [first, second]) expect(await one.end).toMatchObject({ failure: { kind: "unreachable" } });
    reading(inside).stop.abort();
    const third = reading(inside);
    await expect.poll(() => count("/logs")).toBe(2);
    third.stop.abort();
  });

  it.each<[string, Partial<LogQuestion>]>([
    ["another pod", { pod: "web-2" }],
    ["another container", { container: "proxy" }],
    ["the one before", { previous: true }],
    ["more lines than the first has asked for", { tail: 1_000 }],
    ["those that are there, without following", { follow: false }],
  ])("of %s are another stream", async (_what, question) => {
    const { inside, count } = await two();
    reading(inside, question);
    await expect.poll(() => count("/logs")).toBe(2);
  });

  it("since a moment are had from a stream that began before it, and only they", async () => {
    const { inside, count, upstream } = await two();
    const later = reading(inside, { since: new Date("2026-11-24T00:00:01Z"), tail: 50 });
    upstream?.write(logFrame("still before"));
    upstream?.end(logFrame("after").replace("00:00:00Z", "00:00:02Z") + LAST);
    expect(await later.end).toBe("ended");
    expect(later.texts).toEqual(["after"]);
    expect(count("/logs")).toBe(1);
  });

  it("that are not followed are read once by all who ask meanwhile", async () => {
    const { inside, streams, count } = await sharedArgoCd();
    const all = Array.from({ length: 20 }, () => reading(inside, { follow: false }));
    await expect.poll(() => streams("/logs").length).toBe(1);
    streams("/logs")[0]
      ?.writeHead(200, SSE)
      .end(logFrame("a") + logFrame("b") + LAST);
    for (const one of all) expect([await one.end, one.texts]).toEqual(["ended", ["a", "b"]]);
    expect(count("/logs")).toBe(1);
  });

  it("are read so many at once and no more; one that ends makes room", async () => {
    const { inside, count } = await sharedArgoCd();
    const most = SHARED_LIMITS.logs.mostOfApplication;
    const all = Array.from({ length: most }, (_, i) => reading(inside, { pod: `web-${i}` }));
    await expect.poll(() => count("/logs")).toBe(most);
    const refused = await reading(inside, { pod: "one-more" }).end;
    expect(refused).toMatchObject({ failure: { kind: "busy", detail: expect.stringContaining(`${most} logs`) } });
    const joined = reading(inside, { pod: "web-3" });
    all[0]?.stop.abort();
    await all[0]?.end;
    reading(inside, { pod: "one-more" });
    await expect.poll(() => count("/logs")).toBe(most + 1);
    joined.stop.abort();
    expect(await joined.end).toBe("ended");
  });
});
