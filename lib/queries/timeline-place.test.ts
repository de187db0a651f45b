import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf, placeText, TIMELINE_SOURCES, type TimelinePlace } from "./timeline-place";

const at = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
const number = fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n }).map(String);
const words = fc.string({ maxLength: 300, unit: "grapheme" }).filter((text) => !text.includes("\0"));
const place: fc.Arbitrary<TimelinePlace> = fc.oneof(
  fc.record({ at, source: fc.constantFrom("observation", "policy"), id: number }),
  fc.record({ at, source: fc.constantFrom("deployment", "commit"), id: words }),
);

const encoded = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");

describe("a place in the timeline", () => {
  it("comes back from its address as it was", () => {
    fc.assert(
      fc.property(place, (one) => {
        expect(placeOf(placeText(one))).toEqual(one);
      }),
    );
  });

  it("is never made of what is no place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
        const found = placeOf(text);
        expect(found === null || placeOf(placeText(found)) !== null).toBe(true);
      }),
    );
  });

  it.each([
    ["nothing", ""],
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("[1,").toString("base64url")],
    ["no list", encoded().replace(/^/, "e30")],
    ["a source that there is not", encoded(0, TIMELINE_SOURCES.length, "1")],
    ["a time that is none", encoded("now", 1, "1")],
    ["a time between two", encoded(0.5, 1, "1")],
    ["a time that no database has", encoded(8.64e15, 1, "1")],
    ["a number that is none", encoded(0, 1, "1 OR 1=1")],
    ["a number that is too large", encoded(0, 1, "9".repeat(19))],
    ["what no text holds", encoded(0, 0, "a\0b")],
    ["far too much", encoded(0, 0, "x".repeat(10_000))],
    ["more than a place", encoded(0, 1, "1", "more")],
  ])("%s is none", (_what, text) => {
    expect(placeOf(text)).toBeNull();
  });
});
