import { describe, expect, it } from "vitest";
import { changed, example, problemsOf } from "./problems.test-support";

describe("a policy that is no proper YAML is refused, with the place and what to write instead", () => {
  it.each<[string, string, string, ...string[]]>([
    [
      "a key that stands twice",
      "  - name: staging-env-1\n",
      "  - name: staging-env-1\n    name: staging-env-1\n",
      "name: stagin ⇒ name stands here a second time.",
    ],
    [
      "a merge key",
      "  - name: dev-env-1\n    values",
      "  - <<: &b { change: direct }\n    name: dev-env-1\n    values",
      "<<: &b { cha ⇒ Merge keys (<<) are not read here: write the keys out.",
    ],
    ["a number as a key", "people: ", "1: 2\npeople: ", "1: 2 ⇒ 1 is not known here."],
    [
      "a key that JavaScript knows",
      "people: ",
      "__proto__: { a: 1 }\npeople: ",
      "__proto__: { ⇒ __proto__ is not known here.",
    ],
    ["a tab", "    short: production", "\tshort: production", "short: prod ⇒ A tab stands here: indent with spaces."],
    [
      "a bracket that is not closed",
      "[ { role: admin } ]",
      "[ { role: admin }",
      "reviews-on-t ⇒ The indentation does not fit the lines above, or a bracket above is not closed.",
    ],
    ["a key without its name", "people: ", ": 2\npeople: ", " ⇒ A key is missing before the colon."],
    [
      "a slash in an environment's name",
      "- name: dev-env-1\n",
      "- name: dev/env-1\n",
      "dev/env-1 ⇒ environments.dev/env-1.name cannot hold a slash or a line break.",
      "dev-env-1 ⇒ dev-env-1 is not an environment of this file. Did you mean dev/env-1?",
    ],
    [
      "a colon in a plain value",
      "about: Runs workflows",
      "about: Runs: workflows",
      "Runs: workfl ⇒ A second key on this line: put the value in quotes, or the key on a line of its own.",
    ],
    [
      "a value that begins with @",
      "name: LINQ Platform",
      "name: @linq",
      "@linq ⇒ A value cannot begin with @ unless it stands in quotes.",
    ],
    ["an alias to nothing", "[ { role: admin } ]", "*nobody", "*nobody ⇒ *nobody refers to nothing above it."],
    [
      "control characters",
      "name: LINQ Platform",
      "name: LINQ\nna\u202eme: x",
      "na\u202eme: x ⇒ na\ufffdme is not known here. Did you mean name?",
    ],
  ])("%s", (_name, from, to, ...expected) => {
    expect(problemsOf(changed(from, to))).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ["empty", "", " ⇒ The file is empty."],
    ["only comments", "# nothing\n", "# nothing ⇒ The file is empty."],
    ["null", "~", "~ ⇒ The file is empty."],
    ["a word", "hello", "hello ⇒ The file is not a group of keys: hello."],
    ["a list", "- a", "- a ⇒ The file is not a group of keys: a list."],
    ["two documents", `${example}---\nversion: 1\n`, "version: 1 ⇒ A second document begins here: the policy is one."],
    ["an alias inside its own anchor", "version: 1\nname: &a [*a]\n", "*a] ⇒ *a stands inside what it refers to."],
    ["brackets without end", "[".repeat(50_000), "[[[[[[[[[[[[ ⇒ The file is nested too deeply."],
    ["2 MB", `${example}${"#".repeat(2_000_000)}`, "# environmen ⇒ The file is larger than 1 MB."],
    ["zeros", "\0\0\0", "\0\0\0 ⇒ The file is not a group of keys: \ufffd\ufffd\ufffd."],
  ])("a file that is %s", (_name, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  it("an alias bomb", () => {
    const level = (name: string, below: string) => `${name}: &${name} [${Array(10).fill(`*${below}`).join(", ")}]`;
    const bomb = `a: &a [${"x, ".repeat(10)}x]\n${["b", "c", "d", "e", "f", "g"].map((name, index) => level(name, "abcdefg".charAt(index))).join("\n")}`;
    expect(problemsOf(bomb).join()).toMatch(/repeat too much/);
  });
});
