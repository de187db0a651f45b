import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { age, browserName, duration, exactUtc, plainText, safeUrl, shortSha, visibleText } from "./format";

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;

describe("how long ago", () => {
  it.each([
    [0, "now"],
    [1_499, "now"],
    [1_500, "2 s"],
    [59.4 * S, "59 s"],
    [59.6 * S, "1 min"],
    [119 * S, "1 min"],
    [H - 600, "59 min"],
    [H - 400, "1 h"],
    [23 * H + 59 * MIN, "23 h"],
    [26 * H, "26 h"],
    [2 * D - 400, "2 d"],
    [400 * D, "400 d"],
    [-1, "now"],
    [-5 * MIN, "now"],
    [Number.NaN, "not known"],
  ])("%d ms: %s", (ms, words) => {
    expect(age(ms)).toBe(words);
  });

  it("never grows younger", () => {
    const size = (words: string) =>
      words === "now"
        ? 0
        : Number.parseInt(words, 10) * ({ s: S, min: MIN, h: H, d: D }[words.split(" ")[1] ?? ""] ?? Number.NaN);
    fc.assert(
      fc.property(fc.nat(10 * D), fc.nat(10 * D), (a, b) => {
        expect(size(age(Math.min(a, b)))).toBeLessThanOrEqual(size(age(Math.max(a, b))));
      }),
    );
  });
});

describe("how long", () => {
  it.each([
    [0, "0 s"],
    [400, "0 s"],
    [500, "1 s"],
    [59.6 * S, "1 min"],
    [61 * S, "1 min 1 s"],
    [4 * MIN + 10 * S, "4 min 10 s"],
    [H - 400, "1 h"],
    [2 * H + 18 * MIN + 40 * S, "2 h 18 min"],
    [2 * H + 40 * S, "2 h"],
    [23 * H + 59 * MIN + 59.7 * S, "1 d"],
    [3 * D + 4 * H, "3 d 4 h"],
    [-5 * MIN, "0 s"],
    [Number.NaN, "not known"],
    [Number.POSITIVE_INFINITY, "not known"],
  ])("%d ms: %s", (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it("never says 60 s, 60 min or 24 h", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40 * D, noNaN: true }), (ms) => {
        expect(duration(ms)).not.toMatch(/\b(60 s|60 min|24 h)\b/);
        expect(age(ms)).not.toMatch(/\b(60 s|60 min)\b/);
      }),
    );
  });
});

describe("the exact time", () => {
  it.each([
    ["2026-11-24T15:42:07.123Z", "2026-11-24 15:42:07 UTC"],
    ["2026-11-24T15:42:07Z", "2026-11-24 15:42:07 UTC"],
    ["2026-11-24T15:42:07+01:00", "2026-11-24 14:42:07 UTC"],
    ["2026-10-25T02:30:00+02:00", "2026-10-25 00:30:00 UTC"],
    ["2026-10-25T02:30:00+01:00", "2026-10-25 01:30:00 UTC"],
    ["+012026-01-01T00:00:00Z", "+012026-01-01 00:00:00 UTC"],
    ["", "not known"],
    ["yesterday", "not known"],
    ["2026-13-40T00:00:00Z", "not known"],
  ])("%s: %s", (iso, words) => {
    expect(exactUtc(iso)).toBe(words);
  });
});

describe("what comes from outside", () => {
  it.each([
    ["a".repeat(40), "aaaaaaa"],
    ["main", "main"],
    ["A".repeat(40), "A".repeat(20)],
    ["1.2.3", "1.2.3"],
  ])("the revision %s is shown as %s", (sha, short) => {
    expect(shortSha(sha)).toBe(short);
  });

  it.each([
    ["plain words, 日本語, 👩‍🚀, مرحبا", "plain words, 日本語, 👩‍🚀, مرحبا"],
    ["two\nlines\tand a tab", "two\nlines\tand a tab"],
    ["\u001b[31mred\u001b[0m", "[31mred[0m"],
    ["gnp.\u202egpj", "gnp.gpj"],
    ["a\u2066b\u2069c\u061cd\u200ee", "abcde"],
    ["nothing\u200b\ufeff\u00adhere\u2028now", "nothingherenow"],
    ["half \ud83d of one", "half  of one"],
    ["\u0000\u0007\u009b", ""],
  ])("%j is shown as %j", (text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it("is cut between characters, never within one", () => {
    expect(plainText("👩🚀👩🚀", 3)).toBe("👩🚀👩…");
    expect(plainText("👩".repeat(300))).toBe("👩".repeat(300));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (text, most) => {
        const shown = plainText(text, most);
        expect([...shown].length).toBeLessThanOrEqual(most + 1);
        expect(shown).not.toMatch(/[\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it.each([
    ["https://docs.linq.example/a?b#c", true],
    ["HTTP://docs.linq.example", true],
    ["javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["//docs.linq.example", false],
    [" https://docs.linq.example", false],
    ["https://", false],
    ["https:docs", false],
    ["", false],
    [null, false],
  ])("the address %s may be a link: %s", (url, may) => {
    expect(safeUrl(url)).toBe(may ? url : null);
  });
});

describe("text of which every character counts", () => {
  it.each([
    ["replicas: 3", "replicas: 3"],
    ["a\tb\nc", "a\tb\nc"],
    ["end\r", "end⟨d⟩"],
    ["zero\u200bwidth", "zero⟨200b⟩width"],
    ["user\u202egnp.exe", "user⟨202e⟩gnp.exe"],
    ["esc\u001b[31m", "esc⟨1b⟩[31m"],
    ["half \ud83d", "half ⟨d83d⟩"],
  ])("%j: %s", (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it("never makes two different texts look alike by what it hides", () => {
    const hidden = fc.constantFrom("\u200b", "\u202e", "\r", "a", "b");
    fc.assert(
      fc.property(fc.array(hidden), fc.array(hidden), (one, other) => {
        if (one.join("") !== other.join("")) expect(visibleText(one.join(""))).not.toBe(visibleText(other.join("")));
      }),
    );
  });
});

describe("what a browser is called", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18.0 Safari/605", "Safari on macOS"],
    ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/141.0 Mobile Safari/537", "Chrome on Android"],
    ["curl/8.5.0", "curl/8.5.0"],
    ["", "a program that does not say its name"],
  ])("%s", (agent, name) => {
    expect(browserName(agent)).toBe(name);
  });
});
