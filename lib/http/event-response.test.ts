import { afterEach, describe, expect, it, vi } from "vitest";
import { eventResponse } from "./event-response";
import type { Viewer } from "./live-groups";

afterEach(() => vi.useRealTimers());

function opened(change: Partial<Parameters<typeof eventResponse>[0]> = {}) {
  const page = new AbortController();
  const joined: Viewer[] = [];
  const left = vi.fn();
  const onSlow = vi.fn();
  const response = eventResponse({
    signal: page.signal,
    join(viewer) {
      joined.push(viewer);
      return left;
    },
    stillMay: () => Promise.resolve(true),
    onSlow,
    ...change,
  });
  const [viewer] = joined;
  if (!viewer || !response.body) throw new Error("the page did not join");
  return { response, body: response.body, viewer, page, left, onSlow };
}

const text = (words: string) => new TextEncoder().encode(words);

describe("an open event response", () => {
  it("is an event stream that nothing on the way keeps or changes", async () => {
    const { response, body } = opened();
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    await body.cancel();
  });

  it("carries what is sent, in order", async () => {
    const { body, viewer } = opened();
    viewer.send(text("data: 1\n\n"));
    viewer.send(text("data: 2\n\n"));
    viewer.close();
    expect(await new Response(body).text()).toBe("retry: 1000\n\ndata: 1\n\ndata: 2\n\n");
  });

  it("ends once, however it ends, and sends nothing afterwards", async () => {
    for (const end of ["cancel", "abort", "close"] as const) {
      const { body, viewer, page, left } = opened();
      if (end === "cancel") await body.cancel();
      if (end === "abort") page.abort();
      if (end === "close") viewer.close();
      viewer.send(text("data: late\n\n"));
      viewer.close();
      page.abort();
      expect(left, end).toHaveBeenCalledTimes(1);
    }
  });

  it("does not even begin for a page that has left already", () => {
    const gone = AbortSignal.abort();
    const left = vi.fn();
    eventResponse({ signal: gone, join: () => left, stillMay: () => Promise.resolve(true), onSlow: () => {} });
    expect(left).toHaveBeenCalledTimes(1);
  });

  it("drops a page that does not read, and holds no more than a bounded amount for it", async () => {
    const { body, viewer, left, onSlow } = opened();
    const frame = new Uint8Array(100_000);
    for (let sent = 0; sent < 50; sent++) viewer.send(frame);
    expect(onSlow).toHaveBeenCalledTimes(1);
    expect(left).toHaveBeenCalledTimes(1);
    await expect(body.getReader().read()).rejects.toThrow("does not keep up");
  });

  it("keeps a page that reads, however much is sent", async () => {
    const { body, viewer, onSlow } = opened();
    const reader = body.getReader();
    for (let sent = 0; sent < 50; sent++) {
      viewer.send(new Uint8Array(100_000));
      await reader.read();
    }
    expect(onSlow).not.toHaveBeenCalled();
    await reader.cancel();
  });

  it("says so and ends when the person may no longer be here", async () => {
    vi.useFakeTimers();
    let may = true;
    const { body, left } = opened({ stillMay: () => Promise.resolve(may), checkMs: 1_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(left).not.toHaveBeenCalled();
    may = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(left).toHaveBeenCalledTimes(1);
    expect(await new Response(body).text()).toContain("event: signed-out");
  });

  it("goes on when it cannot be found out whether the person may still be here", async () => {
    vi.useFakeTimers();
    const { left, body } = opened({
      stillMay: () => Promise.reject(new Error("the database is away")),
      checkMs: 1_000,
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(left).not.toHaveBeenCalled();
    await body.cancel();
  });
});
