import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LogLineView } from "@/lib/http/contracts/logs";
import { type LogState, listenToLogs } from "./log-connection";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** A server whose answers a test writes, and a page that hears them. */
function page(follow = true) {
  const asked: { url: string; signal: AbortSignal; send: (text: string) => void; end: () => void }[] = [];
  const refusals: Response[] = [];
  const lines: LogLineView[] = [];
  const states: LogState[] = [];
  const tabs = new EventTarget();
  const document = {
    addEventListener: tabs.addEventListener.bind(tabs),
    visibilityState: "visible" as DocumentVisibilityState,
  };
  const stop = new AbortController();
  stops.push(stop);
  listenToLogs({
    browser: {
      document,
      now: () => Date.now(),
      fetch(url, { signal }) {
        const refused = refusals.shift();
        if (refused) return Promise.resolve(refused);
        const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
        const writer = writable.getWriter();
        signal.addEventListener("abort", () => void writer.abort(signal.reason).catch(() => {}));
        const send = (text: string) => void writer.write(new TextEncoder().encode(text)).catch(() => {});
        asked.push({ url, signal, send, end: () => void writer.close() });
        return Promise.resolve(new Response(readable));
      },
    },
    url: (since) => `/logs?since=${since?.toISOString() ?? ""}`,
    follow,
    stop: stop.signal,
    hear: {
      lines: (more) => void lines.push(...more),
      sources: () => {},
      trouble: () => {},
      state: (state) => void states.push(state),
    },
  });
  const look = (visibility: DocumentVisibilityState) => {
    document.visibilityState = visibility;
    tabs.dispatchEvent(new Event("visibilitychange"));
  };
  return { asked, refusals, lines, states, stop, look, texts: () => lines.map((line) => line.text) };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const lineEvent = (...lines: [number, string][]) =>
  `event: lines\ndata: ${JSON.stringify(lines.map(([at, text]) => ({ at, pod: "p", text })))}\n\n`;

describe("a page that listens to a log", () => {
  it("hears its lines, however the bytes are cut", async () => {
    const { asked, texts } = page();
    await settle();
    const text = lineEvent([1_000, "Grüße 日本"]);
    for (const letter of text) asked[0]?.send(letter);
    await settle(100);
    expect(texts()).toEqual(["Grüße 日本"]);
  });

  it("goes on after a break without a line twice", async () => {
    const { asked, texts } = page();
    await settle();
    asked[0]?.send(lineEvent([1_000, "one"], [1_500, "two"]));
    await settle(50);
    asked[0]?.end();
    await settle(1_500);
    expect(asked[1]?.url).toBe("/logs?since=1970-01-01T00:00:01.000Z");
    asked[1]?.send(lineEvent([1_000, "one"], [1_500, "two"], [1_600, "three"]));
    await settle(50);
    expect(texts()).toEqual(["one", "two", "three"]);
  });

  it("stops when it has heard the end, and when nobody listens any more", async () => {
    const { asked, states, stop } = page(false);
    await settle();
    asked[0]?.send("event: end\ndata: {}\n\n");
    await settle(60_000);
    expect([asked.length, states.at(-1)]).toEqual([1, { is: "ended" }]);
    const other = page();
    await settle();
    other.stop.abort();
    await settle(60_000);
    expect([other.asked.length, other.asked[0]?.signal.aborted]).toEqual([1, true]);
    stop.abort();
  });

  it("says what the server refuses, and asks again only where that may help", async () => {
    const { refusals, asked, states } = page();
    await settle();
    asked[0]?.end();
    refusals.push(
      Response.json({ message: "Argo CD does not answer." }, { status: 502 }),
      Response.json({ message: "No such Application." }, { status: 404 }),
    );
    await settle(2_000);
    expect(states.at(-1)).toEqual({ is: "failed", message: "Argo CD does not answer.", again: true });
    await settle(60_000);
    expect(states.at(-1)).toEqual({ is: "failed", message: "No such Application.", again: false });
    expect(refusals).toEqual([]);
    await settle(60_000);
    expect(asked.length).toBe(1);
  });

  it("is told that it is signed out, and does not try again", async () => {
    const { refusals, asked, states } = page();
    await settle();
    asked[0]?.end();
    refusals.push(Response.json({ message: "You are signed out." }, { status: 401 }));
    await settle(90_000);
    expect([asked.length, states.at(-1)]).toEqual([1, { is: "signed-out" }]);
  });

  it("takes a silent connection for a lost one", async () => {
    const { asked } = page();
    await settle();
    asked[0]?.send("event: beat\ndata: {}\n\n");
    await settle(20_000);
    expect(asked.length).toBe(1);
    await settle(10_000);
    expect([asked.length, asked[0]?.signal.aborted]).toEqual([2, true]);
  });

  it("gives its connection back when its tab is hidden for a minute, says so, and takes it up again", async () => {
    const { asked, look, states, texts } = page();
    await settle();
    asked[0]?.send(lineEvent([1_000, "before"]));
    look("hidden");
    for (let second = 0; second < 50; second += 10) {
      asked[0]?.send("event: beat\ndata: {}\n\n");
      await settle(10_000);
    }
    expect(asked[0]?.signal.aborted).toBe(false);
    await settle(15_000);
    expect([asked[0]?.signal.aborted, states.at(-1)?.is]).toEqual([true, "hidden"]);
    await settle(240_000);
    expect(asked.length).toBe(1);
    look("visible");
    await settle();
    asked[1]?.send(lineEvent([1_000, "before"], [5_000, "meanwhile"]));
    await settle(50);
    expect(texts()).toEqual([
      "before",
      "This tab was hidden and not followed for 4 minutes. What was written meanwhile comes now.",
      "meanwhile",
    ]);
  });

  it("does not mind a tab that is looked away from for a moment", async () => {
    const { asked, look } = page();
    await settle();
    look("hidden");
    await settle(15_000);
    look("visible");
    asked[0]?.send("event: beat\ndata: {}\n\n");
    await settle(20_000);
    expect(asked.length).toBe(1);
  });
});
