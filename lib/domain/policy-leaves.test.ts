import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafChanges } from "./policy-leaves";

/** The same content with its keys the other way round, as a database may give it back. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

describe("what differs between two parts of a policy", () => {
  it("is nothing when only the order of keys differs", () => {
    const windows = [{ kind: "open", when: "Mon-Fri 14:00-18:00", zone: "UTC", why: "People are there" }];
    expect(leafChanges({ windows }, { windows: windows.map((one) => Object(turned(one))) })).toEqual([]);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(leafChanges(value, Object(turned(value)))).toEqual([]);
      }),
    );
  });

  it("is told however far behind in a long value it stands", () => {
    const long = "x".repeat(500);
    expect(leafChanges({ query: `${long}1` }, { query: `${long}2` })).toEqual([
      "query: differs after what is shown of it",
    ]);
    const many = (last: string) => ({ groups: [...Array.from({ length: 40 }, (_, i) => `linq/team-${i}`), last] });
    expect(leafChanges(many("linq/a"), many("linq/b"))).toEqual(["groups: differs after what is shown of it"]);
  });

  it("is told of each of two things with the same name", () => {
    const two = (first: string, second: string) => ({
      alerts: [
        { when: "degraded", to: { channel: first } },
        { when: "degraded", to: { channel: second } },
      ],
    });
    expect(leafChanges(two("ops", "pager"), two("mail", "pager"))).toEqual([
      "alerts, degraded, to, channel: ops → mail",
    ]);
    expect(leafChanges(two("ops", "pager"), two("ops", "mail"))).toEqual([
      "alerts, degraded, to, channel (2): pager → mail",
    ]);
  });

  it("names a value that is no value as much as one that is", () => {
    expect(leafChanges({ limit: null }, { limit: 3 })).toEqual(["limit: nothing → 3"]);
    expect(leafChanges({ short: "", list: [{ a: "x", b: null }] }, { short: null, list: [{ a: "x" }] })).toEqual([]);
  });
});
