import { expect, it } from "vitest";
import { stepWords, versionChanges } from "./version-changes";

it.each<[string, Record<string, string>, Record<string, string>, string[]]>([
  ["the same", { a: "1" }, { a: "1" }, []],
  ["one more version", { a: "1", b: "1" }, { a: "2", b: "1" }, ["a: 1 → 2"]],
  ["a service that came and one that went", { b: "1" }, { a: "2" }, ["a: null → 2", "b: 1 → null"]],
  ["a set that was never read", {}, { a: "2" }, []],
  ["a set that cannot be read any more", { a: "2" }, {}, []],
  [
    "a service that is called like something every object has",
    { a: "1" },
    { a: "1", constructor: "2" },
    ["constructor: null → 2"],
  ],
])("%s", (_name, before, after, expected) => {
  expect(versionChanges(before, after).map(({ service, from, to }) => `${service}: ${from} → ${to}`)).toEqual(expected);
});

it.each([
  ["1.0.0", "1.2.0", "2 minor up"],
  ["1.0.0", "2.0.0", "1 major up"],
  ["1.2.3", "1.2.4", "1 patch up"],
  ["1.2.3-rc.1", "1.2.3", "up"],
  ["1.2.0", "1.0.0", "back"],
  ["main-1", "main-2", null],
  [null, "1.0.0", "new"],
  ["1.0.0", null, "taken out"],
])("%s → %s is %s", (from, to, expected) => {
  expect(stepWords({ from, to })).toBe(expected);
});
