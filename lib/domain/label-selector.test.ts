import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesSelector, readSelector } from "./label-selector";

const labels = { environment: "dev", team: "linq", "app.kubernetes.io/name": "web", empty: "" };

describe("label selectors, as Kubernetes reads them", () => {
  it.each([
    ["environment=dev", true],
    ["environment==dev,team=linq", true],
    [" environment = dev , team = linq ", true],
    ["environment=staging", false],
    ["environment=dev,team=other", false],
    ["environment!=dev", false],
    ["missing!=x", true],
    ["environment in (dev, staging)", true],
    ["environment in(dev)", true],
    ["environment notin (dev)", false],
    ["missing notin (dev)", true],
    ["missing in (dev)", false],
    ["team", true],
    ["!team", false],
    ["! absent", true],
    ["empty=", true],
    ["empty", true],
    ["app.kubernetes.io/name=web", true],
    ["app.kubernetes.io/name in (api,web),environment", true],
    ["constructor", false],
    ["!toString", true],
    ["constructor!=x", true],
  ])("%s", (selector, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
    expect(readSelector(selector).ok).toBe(true);
  });

  it.each([
    "",
    " ",
    ",",
    "environment=dev,",
    "environment in dev",
    "environment in (dev",
    "environment dev",
    "a=b=c",
    "a=b c",
    "a>1",
    "-a",
    "a/b/c",
    "environment=dev;team=linq",
    "environment=*",
    "x".repeat(3_000),
  ])("“%s” is none, says so, and chooses nothing", (selector) => {
    const read = readSelector(selector);
    expect(read.ok ? "" : read.reason).toMatch(/label selector/);
    expect(matchesSelector(selector, labels)).toBe(false);
  });

  it("asks for all of its terms, in any order", () => {
    const term = fc.constantFrom("environment=dev", "team", "!absent", "team in (linq, x)", "environment=x", "absent");
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 5 }), (terms) => {
        const each = terms.every((text) => matchesSelector(text, labels));
        expect(matchesSelector(terms.join(","), labels)).toBe(each);
        expect(matchesSelector([...terms].reverse().join(" , "), labels)).toBe(each);
      }),
    );
  });

  it("never throws", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-c!=(), in]{0,40}$/));
    fc.assert(
      fc.property(text, (selector) => {
        expect(() => readSelector(selector)).not.toThrow();
      }),
    );
  });
});
