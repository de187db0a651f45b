import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linePattern } from "./line-pattern";

function pattern(text: string, fold = false) {
  const read = linePattern(text, fold);
  if (!read.ok) throw new Error(read.problem);
  return read.matches;
}

describe("a pattern over lines", () => {
  it.each([
    ["time", "a timeout", true],
    ["^time", "a timeout", false],
    ["out$", "a timeout", true],
    ["^$", "", true],
    ["^$", "x", false],
    ["a{2,3}b", "ab", false],
    ["a{2,3}b", "aaab", true],
    ["a{2}$", "aaa", true],
    ["^a{2,}$", "aaaa", true],
    [String.raw`status=(5\d\d|404)`, "status=503 took", true],
    [String.raw`status=(5\d\d|404)`, "status=200", false],
    ["[^a-c]$", "abcd", true],
    ["[^a-c]$", "abc", false],
    ["[]-]", "x", false],
    [String.raw`\[web\]\.`, "[web].", true],
    ["", "anything", true],
    ["a|", "zzz", true],
  ])("%s in %s: %s", (text, line, found) => {
    if (text === "[]-]") return expect(linePattern(text, false).ok).toBe(true);
    expect(pattern(text)(line)).toBe(found);
  });

  it("lets case not count where that is said", () => {
    expect(pattern("Error [A-F]+")("ERROR abc")).toBe(false);
    expect(pattern("Error [A-F]+", true)("ERROR abc")).toBe(true);
  });

  it.each([
    ["(a", "There is a ( without its )."],
    ["a)", "There is a ) without its (."],
    ["[a", "There is a [ without its ]."],
    ["*a", "There is nothing before * that it could repeat."],
    ["a**", "Two repeats stand one after the other."],
    ["a{3,2}", "A repeat { } ends before it begins."],
    ["a{101}", "Repeats go up to 100."],
    ["[z-a]", "A range in [ ] ends before it begins."],
    ["(?=a)", "Looking ahead or back, and named groups, cannot be used here."],
    [String.raw`(a)\1`, String.raw`\1 cannot be used here.`],
    [String.raw`\bword\b`, String.raw`\b cannot be used here.`],
    ["\\", String.raw`It ends with a \.`],
    ["(((a{100}){100}){100}){100}", "It is too long with all its repeats."],
    ["(".repeat(50), "The groups stand too deep in each other."],
  ])("says why %s cannot be used", (text, problem) => {
    expect(linePattern(text, false)).toEqual({ ok: false, problem });
  });

  it("is quick with what brings JavaScript's own to a stand", () => {
    const line = `${"a".repeat(20_000)}!`;
    for (const text of ["(a*)*b", "(a|a)*b", "(a|aa)+$", "(.*)*x", "(a?){50}a{50}b", ".*.*.*.*=.*"])
      expect(pattern(text)(line), text).toBe(false);
  });

  it("finds what JavaScript's own finds", () => {
    const atom = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", String.raw`\w`, "^", "$");
    const repeat = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}");
    const plain = fc.tuple(atom, repeat).map(([what, times]) => (what === "^" || what === "$" ? what : what + times));
    const sequence = fc.array(plain, { maxLength: 4 }).map((parts) => parts.join(""));
    const group = fc.tuple(sequence, sequence, repeat).map(([one, other, times]) => `(?:${one}|${other})${times}`);
    const whole = fc.array(fc.oneof(sequence, group), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
    const line = fc.array(fc.constantFrom("a", "b", "c", "A"), { maxLength: 8 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(whole, fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), (text, lines, fold) => {
        const matches = pattern(text, fold);
        for (const one of lines) expect(matches(one)).toBe(new RegExp(text, fold ? "i" : "").test(one));
      }),
      { numRuns: 2_000 },
    );
  });
});
