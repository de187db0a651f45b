import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveMessage } from "./live-message";
import { type Browser, listenToServer } from "./server-events";

/** An EventSource in a test's hands. */
class Source extends EventTarget {
  static all: Source[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
  say(name: string, data: unknown, lastEventId = "") {
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data), lastEventId }));
  }
  fail() {
    this.dispatchEvent(new Event("error"));
  }
}

const newest = () => {
  const source = Source.all.at(-1);
  if (!source) throw new Error("nothing was opened");
  return source;
};

let heard: LiveMessage[];
let page: EventTarget;
let status: number | null;
let asked: string[];
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  Source.all = [];
  heard = [];
  asked = [];
  page = new EventTarget();
  status = 200;
  stop = new AbortController();
  const browser: Browser = {
    EventSource: Source as unknown as Browser["EventSource"],
    statusOf: (url) => {
      asked.push(url);
      return Promise.resolve(status);
    },
    events: page,
  };
  listenToServer(browser, "7", (message) => heard.push(message), stop.signal);
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

const kinds = () => heard.map((message) => message.kind);
const beat = { at: "2026-11-24T10:00:00Z", databaseAwaySince: null };

describe("listening to the server", () => {
  it("begins after what the page holds, and tells what it hears", () => {
    expect(newest().url).toBe("/api/events?after=7");
    newest().say("beat", beat);
    newest().say("change", { id: "8" }, "8");
    newest().say("reset", { anew: true }, "9");
    expect(heard).toEqual([
      { kind: "beat", ...beat },
      { kind: "change", event: { id: "8" } },
      { kind: "reset", id: "9", anew: true },
    ]);
  });

  it("comes back after a break from the last event that it heard", async () => {
    newest().say("change", { id: "12" }, "12");
    newest().fail();
    expect(kinds()).toEqual(["change", "lost"]);
    expect(Source.all[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(Source.all).toHaveLength(2);
    expect(newest().url).toBe("/api/events?after=12");
  });

  it.each([null, 500, 502, 503])("goes on trying while the server answers %s, ever less often", async (answer) => {
    status = answer;
    newest().fail();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(Source.all).toHaveLength(1);
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.length).toBeLessThan(25);
    status = 200;
    await vi.advanceTimersByTimeAsync(12_000);
    expect(Source.all).toHaveLength(2);
  });

  it("does not try for ever when the session has ended, and says so", async () => {
    status = 401;
    newest().fail();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kinds()).toEqual(["lost", "signed-out"]);
    expect(asked).toHaveLength(1);
  });

  it("stops when the server says that the session has ended, or another tab signs out", () => {
    newest().say("signed-out", {});
    expect(kinds()).toEqual(["signed-out"]);
    expect(newest().closed).toBe(true);
    page.dispatchEvent(Object.assign(new Event("storage"), { key: "other", newValue: '{"trigger":"signout"}' }));
    expect(kinds()).toEqual(["signed-out"]);
    const message = JSON.stringify({ event: "session", data: { trigger: "signout" } });
    page.dispatchEvent(Object.assign(new Event("storage"), { key: "nextauth.message", newValue: message }));
    expect(kinds()).toEqual(["signed-out", "signed-out"]);
  });

  it("takes a connection that fell silent for lost, and opens another", async () => {
    newest().say("beat", beat);
    await vi.advanceTimersByTimeAsync(20_000);
    newest().say("beat", beat);
    await vi.advanceTimersByTimeAsync(24_000);
    expect(kinds()).toEqual(["beat", "beat"]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(kinds()).toEqual(["beat", "beat", "lost"]);
    expect(Source.all).toHaveLength(2);
  });

  it("does not wait for ever for a connection that never opens", async () => {
    await vi.advanceTimersByTimeAsync(26_000);
    expect(kinds()).toEqual(["lost"]);
  });

  it("is lost at once when the network goes, and back at once when it returns", () => {
    page.dispatchEvent(new Event("offline"));
    expect(kinds()).toEqual(["lost"]);
    page.dispatchEvent(new Event("online"));
    expect(Source.all).toHaveLength(2);
  });

  it("says nothing more once it was stopped", async () => {
    stop.abort();
    newest().say("beat", beat);
    newest().fail();
    page.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(heard).toEqual([]);
    expect(Source.all).toHaveLength(1);
    expect(newest().closed).toBe(true);
  });
});
