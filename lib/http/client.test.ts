import { afterEach, describe, expect, it, vi } from "vitest";
import { getJson, getUnlessHeld, postJson, wasTooLate } from "./client";

afterEach(() => vi.unstubAllGlobals());

const ASKS = [
  ["GET", () => getJson("/api/x")],
  ["GET of what may be held", () => getUnlessHeld("/api/x")],
  ["POST", () => postJson("/api/x", {})],
] as const;

describe.each(ASKS)("a %s", (_what, ask) => {
  it("that is not answered in time says so in a sentence", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new DOMException("signal timed out", "TimeoutError")));
    const late = await ask().catch((error: Error) => error);
    expect(late).toMatchObject({ message: "Slipway did not answer in time. Try again in a moment." });
    expect(wasTooLate(late as Error)).toBe(true);
  });

  it("that does not get through says so in a sentence", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(ask()).rejects.toThrow("Slipway cannot be reached from here. Try again in a moment.");
  });

  it("that breaks off halfway says so in a sentence", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response('{"half', { status: 200 })));
    await expect(ask()).rejects.toThrow("Slipway's answer broke off. Try again in a moment.");
  });

  it("that is refused gives the server's own sentence", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ message: "You are signed out." }, { status: 401 })));
    await expect(ask()).rejects.toThrow("You are signed out.");
  });
});
