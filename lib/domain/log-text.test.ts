import { describe, expect, it } from "vitest";
import { withoutEscapes } from "./log-text";

describe("a line without a terminal's orders", () => {
  it.each([
    ["\u001b[31mERROR\u001b[0m broken", "ERROR broken"],
    ["\u001b[38;5;196m\u001b[1mred\u001b[m", "red"],
    ["\u001b]0;another title\u0007text", "text"],
    ["\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["\u009b2Jgone", "gone"],
    ["\u001b[2J\u001b[Hcleared", "cleared"],
    ["\u001bcreset", "reset"],
    ["tab\there", "tab\there"],
    ["nul\u0000 bell\u0007 back\u0008 return\r", "nul bell back return"],
    ["a\u001b", "a"],
    ["[31m without an escape stays", "[31m without an escape stays"],
    ["日本 é 👩‍🚀", "日本 é 👩‍🚀"],
  ])("%j", (raw, shown) => {
    expect(withoutEscapes(raw)).toBe(shown);
  });

  it("takes a line of many beginnings in its stride", () => {
    expect(withoutEscapes("\u001b[".repeat(200_000))).toBe("");
    expect(withoutEscapes("\u001b]".repeat(200_000))).toBe("");
  });
});
