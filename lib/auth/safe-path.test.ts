import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safePath, signInPath } from "./safe-path";

describe("where sign-in may lead", () => {
  it.each([
    ["/", "/"],
    ["/environments/dev-env-1?tab=history&page=2#top", "/environments/dev-env-1?tab=history&page=2#top"],
    ["/environments/a%2Fb", "/environments/a%2Fb"],
    ["/sign-instructions", "/sign-instructions"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/x/..//evil.example", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["environments", "/"],
    ["", "/"],
    ["/api/overview", "/"],
    ["/sign-in?error=x", "/"],
    ["/sign-out", "/"],
  ])("%j leads to %j", (text, expected) => {
    expect(safePath(text)).toBe(expected);
  });

  it.each([undefined, null, 7, ["/x"]])("what is no text leads home: %j", (value) => {
    expect(safePath(value)).toBe("/");
  });

  it("never leads off this site, and is stable", () => {
    const hostile = fc.array(
      fc.constantFrom("/", "\\", ".", "..", "\t", "\n", "@", ":", "evil.example", "%2f", "?", "#", " "),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          hostile.map((parts) => `/${parts.join("")}`),
        ),
        (text) => {
          const path = safePath(text);
          expect(new URL(path, "https://slipway.example").origin).toBe("https://slipway.example");
          expect(safePath(path)).toBe(path);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("the way to sign-in and back", () => {
  it.each([
    [null, null, "/sign-in"],
    ["/", null, "/sign-in"],
    ["/environments/dev?tab=history", null, "/sign-in?callbackUrl=%2Fenvironments%2Fdev%3Ftab%3Dhistory"],
    ["//evil.example", "AccessDenied", "/sign-in?error=AccessDenied"],
    ["/x", "AccessDenied", "/sign-in?error=AccessDenied&callbackUrl=%2Fx"],
  ])("from %j with %j", (from, error, expected) => {
    expect(signInPath(from, error)).toBe(expected);
  });
});
