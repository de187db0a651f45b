import { describe, expect, it } from "vitest";
import { readLogFilter } from "./log-filter";

const passes = (filter: string, line: string) => {
  const read = readLogFilter(filter);
  return read.ok ? read.passes(line) : read.problem;
};

describe("the filter of a log", () => {
  it.each([
    ["", "anything", true],
    ["!", "anything", true],
    ["ERROR", "an error here", true],
    ["error", "all is well", false],
    ["!error", "an ERROR here", false],
    ["!error", "all is well", true],
    ["a.c", "abc", false],
    ["a.c", "a.c", true],
    ["/a.c/", "abc", true],
    ["/a.c/", "ABC", false],
    ["/a.c/i", "ABC", true],
    ["!/^a.c$/", "abc", false],
    ["/", "a/b", true],
    ["//", "a//b", true],
    ["path=/health", "path=/health status=200", true],
  ])("%s lets through %s: %s", (filter, line, expected) => {
    expect(passes(filter, line)).toBe(expected);
  });

  it("says what is wrong with one", () => {
    expect(passes("x".repeat(201), "")).toBe("The filter takes at most 200 characters.");
    expect(passes("/(a/", "")).toBe("The filter's pattern cannot be read. There is a ( without its ).");
  });
});
