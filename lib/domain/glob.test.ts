import fc from "fast-check";
import { expect, it } from "vitest";
import { matchesGlob } from "./glob";

it.each([
  ["production-*", "production-env-1", true],
  ["production-*", "production-", true],
  ["production-*", "pre-production-env-1", false],
  ["*", "", true],
  ["*", "anything/at all", true],
  ["*-env-*", "dev-env-1", true],
  ["*-env-*", "dev-env", false],
  ["dev-env-1", "dev-env-1", true],
  ["dev-env-1", "dev-env-12", false],
  ["a*a", "a", false],
  ["a*a", "aa", true],
  ["a*b*b", "ab", false],
  ["a**b", "ab", true],
  ["de.-*", "dev-1", false],
  ["dev-?", "dev-1", false],
  ["Dev-*", "dev-1", false],
  ["", "", true],
  ["", "a", false],
])("%s and “%s”: %s", (glob, text, expected) => {
  expect(matchesGlob(glob, text)).toBe(expected);
});

it("takes a star for any run of characters and all else for itself", () => {
  const word = fc.stringMatching(/^[ab.*?-]{0,8}$/);
  fc.assert(
    fc.property(word, fc.stringMatching(/^[ab.?-]{0,12}$/), (glob, text) => {
      const pattern = glob
        .split("*")
        .map((part) => part.replace(/[.?-]/g, "\\$&"))
        .join(".*");
      expect(matchesGlob(glob, text)).toBe(new RegExp(`^${pattern}$`, "s").test(text));
    }),
    { numRuns: 500 },
  );
});

it("gets through a glob of many stars", () => {
  expect(matchesGlob("*a".repeat(5_000), "a".repeat(4_999))).toBe(false);
});
