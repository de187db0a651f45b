import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

describe("a write with a cookie", () => {
  it.each([
    ["https://slipway.example", true],
    ["https://slipway.example:8443", false],
    ["http://slipway.example", false],
    ["https://evil.example", false],
    ["https://slipway.example.evil.example", false],
    ["null", false],
    [null, false],
  ])("from %s: %s", (origin, expected) => {
    const headers: Record<string, string> = origin === null ? {} : { origin };
    const request = new Request("https://slipway.example/api", { method: "POST", headers });
    expect(isSameOrigin(request, "https://slipway.example/")).toBe(expected);
  });
});
