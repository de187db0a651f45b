import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsAll, inOrder, rankOf, termsOf, wordsOf } from "./finding";

describe("the words of what was typed", () => {
  it.each([
    ["", []],
    ["   ", []],
    ["LINQ-Web", ["linq-web"]],
    ["linq-web staging", ["linq-web", "staging"]],
    ["logs of the staging", ["logs", "staging"]],
    ["of", ["of"]],
    ["web/staging, web", ["web", "staging"]],
    ["%_\\", ["%_\\"]],
  ])("%j", (typed, words) => {
    expect(wordsOf(typed)).toEqual(words);
  });

  it("are few and short, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5_000 }), (typed) => {
        const words = wordsOf(typed);
        expect(words.length).toBeLessThanOrEqual(8);
        for (const word of words) expect(word.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("the word that names the thing", () => {
  const places = ["dev-env-1", "staging-env-1", "staging"];
  it.each([
    [["linq-web", "staging"], "linq-web"],
    [["staging-env-1", "web"], "web"],
    [["staging"], "staging"],
    [["deployment", "web"], "web"],
    [["deployment"], "deployment"],
    [["dev", "env"], "dev"],
  ])("of %j is %s", (words, lead) => {
    expect(termsOf(words, places)?.lead).toBe(lead);
  });

  it("is not there where nothing was typed", () => {
    expect(termsOf([], places)).toBeNull();
  });
});

describe("how well a name fits", () => {
  it.each([
    ["linq-web", "linq-web", 0],
    ["LINQ-Web", "linq-web", 0],
    ["linq-web", "linq", 1],
    ["linq-web", "web", 2],
    ["cobweb-web", "web", 2],
    ["kube-system/api.v1", "v1", 2],
    ["cobweb", "web", 3],
    ["linq-web", "scheduler", null],
    ["", "x", null],
  ])("%s, looked for by %s, has rank %s", (name, word, rank) => {
    expect(rankOf(name, word)).toBe(rank);
  });

  it("is told of every name that holds the word, and of no other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (name, typed) => {
        const word = typed.toLowerCase();
        expect(rankOf(name, word) !== null).toBe(name.toLowerCase().includes(word));
      }),
    );
  });

  it("never gets worse when more of the name is typed from its beginning", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z-]{1,20}$/), (name) => {
        const ranks = [...name].map((_letter, index) => rankOf(name, name.slice(0, index + 1)));
        expect(ranks.at(-1)).toBe(0);
        expect(ranks.slice(0, -1).every((rank) => rank === 1)).toBe(true);
      }),
    );
  });
});

describe("the order of what was found", () => {
  it("is exact, prefix, start of a word, inside; the shorter first, then by name", () => {
    const names = ["cobweb", "linq-web", "web-b", "web", "web-a", "web-long-name", "scheduler"];
    expect(inOrder(names, (name) => name, "web")).toEqual([
      "web",
      "web-a",
      "web-b",
      "web-long-name",
      "linq-web",
      "cobweb",
    ]);
  });

  it("does not depend on the order it was found in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[abw-]{1,6}$/)), (names) => {
        const self = (name: string) => name;
        expect(inOrder([...names].reverse(), self, "a")).toEqual(inOrder(names, self, "a"));
      }),
    );
  });
});

describe("whether every word is there", () => {
  it.each([
    [["web", "staging"], ["linq-web", "Staging-env-1"], true],
    [["web", "production"], ["linq-web", "staging-env-1"], false],
    [[], [], true],
  ])("%j in %j: %s", (words, texts, holds) => {
    expect(holdsAll(words, texts)).toBe(holds);
  });
});
