import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, lag, parseVersion } from "./semantic-version";

// The order that semver.org gives in its rule 11, and what belongs between.
const ORDER = [
  "0.9.9",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "1.0.1",
  "1.2.0",
  "1.10.0",
  "2.0.0",
  "10.0.0",
];

describe("semantic versions", () => {
  it("stand in semver's order", () => {
    const shuffled = fc.shuffledSubarray(ORDER, { minLength: 2 });
    fc.assert(
      fc.property(shuffled, (versions) => {
        const sorted = versions
          .map((text) => ({ text, version: parseVersion(text) ?? expect.fail(text) }))
          .sort((a, b) => compareVersions(a.version, b.version));
        expect(sorted.map(({ text }) => text)).toEqual(ORDER.filter((text) => versions.includes(text)));
      }),
    );
  });

  it.each([
    "latest",
    "",
    "1",
    "1.2",
    "1.2.3.4",
    "01.2.3",
    "1.2.3-",
    "1.2.3-01",
    "1.2.3+",
    " 1.2.3",
    "3f2a91c",
    "99999999999999999999.0.0",
    "１.2.3",
    "vv1.2.3",
  ])("“%s” is none", (text) => {
    expect(parseVersion(text)).toBeNull();
  });
});

describe("how far a version is behind", () => {
  it.each([
    ["2.4.0", "2.4.0", null],
    ["v2.4.0", "2.4.0", null],
    ["2.4.0", "2.4.1", "1 patch behind"],
    ["2.4.0", "2.4.3", "3 patches behind"],
    ["2.4.9", "2.5.0", "1 minor behind"],
    ["2.4.0", "2.10.0", "6 minor behind"],
    ["1.9.9", "3.0.0", "2 major behind"],
    ["2.5.0", "2.4.9", "ahead"],
    ["2.5.0-rc.1", "2.5.0", "behind"],
    ["2.5.0", "2.5.0-rc.1", "ahead"],
    ["2.4.0+1", "2.4.0+2", "differs"],
    ["2.4.0-crash", "2.4.1", "1 patch behind"],
    ["3f2a91c", "2.4.0", "differs"],
    ["latest", "latest", null],
    ["1.10", "1.9", "differs"],
  ])("%s beside %s: %s", (own, source, words) => {
    expect(lag(own, source)).toBe(words);
  });

  it("is behind on one side exactly where it is ahead on the other", () => {
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom("", "-rc.1", "-rc.2"))
      .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`);
    fc.assert(
      fc.property(version, version, (a, b) => {
        const [one, two] = [lag(a, b), lag(b, a)];
        expect(one === null).toBe(two === null);
        if (one !== null) expect(one === "ahead").toBe(two !== "ahead");
      }),
    );
  });
});
