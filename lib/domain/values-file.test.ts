import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFault, type ValuesProblem, versionsIn } from "./values-file";

const web = [{ name: "web", version: ["linq-web", "image", "tag"] }];
const at = (line: number | null, reason: string, service: string | null = null): ValuesProblem[] => [
  { service, line, reason },
];
const numbered = (line: number, written: string) =>
  at(line, `linq-web.image.tag is a number, which is not kept as written: put it in quotes, "${written}"`, "web");

describe("the version at its place in a values file", () => {
  it.each<[string, string, string]>([
    ["plain", "linq-web:\n  image:\n    tag: 2.4.0\n", "2.4.0"],
    ["with comments everywhere", "# top\nlinq-web: # the web\n  # image\n  image:\n    tag: 2.4.0 # now\n", "2.4.0"],
    ["in double quotes", 'linq-web: { image: { tag: "1.10" } }', "1.10"],
    ["in single quotes", "linq-web: { image: { tag: '1.10' } }", "1.10"],
    ["a quoted word that is no version unquoted", 'linq-web: { image: { tag: "on" } }', "on"],
    ["in JSON", '{"linq-web": {"image": {"tag": "2.4.0"}}}', "2.4.0"],
    ["with CRLF", "linq-web:\r\n  image:\r\n    tag: 2.4.0\r\n", "2.4.0"],
    ["with a byte order mark", "\ufefflinq-web: { image: { tag: 2.4.0 } }", "2.4.0"],
    ["after a document's start", "---\nlinq-web: { image: { tag: 2.4.0 } }\n", "2.4.0"],
    [
      "in the first of two documents, which Helm reads",
      "linq-web: { image: { tag: 2.4.0 } }\n---\nlinq-web: { image: { tag: 9.9.9 } }\n",
      "2.4.0",
    ],
    ["through an alias of the value", "v: &v 2.4.0\nlinq-web: { image: { tag: *v } }", "2.4.0"],
    ["through an alias of a map", "base: &b { tag: 2.4.0 }\nlinq-web: { image: *b }", "2.4.0"],
    ["through a merge key", "base: &b { tag: 2.4.0 }\nlinq-web:\n  image:\n    <<: *b\n    name: web\n", "2.4.0"],
    ["its own before a merged one", "base: &b { tag: 1.0.0 }\nlinq-web: { image: { <<: *b, tag: 2.4.0 } }", "2.4.0"],
    [
      "from the first of several merges",
      "a: &a { tag: 2.4.0 }\nb: &b { tag: 1.0.0 }\nlinq-web: { image: { <<: [*a, *b] } }",
      "2.4.0",
    ],
    ["with an anchor of its own", "linq-web: { image: { tag: &t 2.4.0 } }", "2.4.0"],
    ["as a block", "linq-web:\n  image:\n    tag: |-\n      2.4.0\n", "2.4.0"],
    ["after an anchor that is set anew", "a: &x 1.0.0\nb: &x 2.4.0\nlinq-web: { image: { tag: *x } }", "2.4.0"],
    ["with emoji beside it", "note: 🚀\nlinq-web: { image: { tag: 2.4.0 } }", "2.4.0"],
    ["a build and a pre-release", "linq-web: { image: { tag: 2.4.0-rc.1+build.7 } }", "2.4.0-rc.1+build.7"],
    ["a commit", "linq-web: { image: { tag: 3f2a91c } }", "3f2a91c"],
  ])("%s", (_name, text, version) => {
    expect(versionsIn(text, web)).toEqual({ versions: { web: version }, problems: [] });
  });

  it.each<[string, string]>([
    ["1.10", "1.10"],
    ["1.0", "1.0"],
    ["20241124", "20241124"],
    ["12345e7", "12345e7"],
    ["0x1F", "0x1F"],
    ["017", "017"],
    ["2024_11", "2024_11"],
    ["0b101", "0b101"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
  ])("a number, %s, is taken as written and named", (tag, written) => {
    expect(versionsIn(`linq-web:\n  image:\n    tag: ${tag}`, web)).toEqual({
      versions: { web: written },
      problems: numbered(3, written),
    });
  });

  it.each<[string, string, ValuesProblem[]]>([
    ["not there", "linq-web:\n  image: {}\n", at(2, "linq-web.image.tag is not there", "web")],
    ["not there, nor what is above", "other: 1\n", at(1, "linq-web.image.tag is not there", "web")],
    ["in an empty file", "", at(1, "linq-web.image.tag is not there", "web")],
    ["in a file of comments", "# nothing\n", at(1, "linq-web.image.tag is not there", "web")],
    ["below a word", "linq-web:\n  image: nginx\n", at(2, "linq-web.image.tag is not there", "web")],
    ["below a list", "linq-web:\n  image:\n    - tag: 1.0.0\n", at(3, "linq-web.image.tag is not there", "web")],
    ["null", "linq-web:\n  image:\n    tag: null\n", at(3, "linq-web.image.tag is not a version", "web")],
    ["nothing", "linq-web:\n  image:\n    tag:\n", at(3, "linq-web.image.tag is not a version", "web")],
    ["empty", 'linq-web: { image: { tag: "" } }', at(1, "linq-web.image.tag is not a version", "web")],
    ["blank", 'linq-web: { image: { tag: "  " } }', at(1, "linq-web.image.tag is not a version", "web")],
    ["true", "linq-web: { image: { tag: true } }", at(1, "linq-web.image.tag is not a version", "web")],
    [
      "on, which Helm takes for true",
      "linq-web: { image: { tag: on } }",
      at(1, "linq-web.image.tag is not a version", "web"),
    ],
    ["a list", "linq-web: { image: { tag: [1, 2] } }", at(1, "linq-web.image.tag is not a version", "web")],
    ["a map", "linq-web: { image: { tag: { a: 1 } } }", at(1, "linq-web.image.tag is not a version", "web")],
    ["bytes", "linq-web: { image: { tag: !!binary aGVsbG8= } }", at(1, "linq-web.image.tag is not a version", "web")],
    [
      "very long",
      `linq-web: { image: { tag: v${"1".repeat(300)} } }`,
      at(1, "linq-web.image.tag is too long for a version", "web"),
    ],
  ])("%s", (_name, text, problems) => {
    expect(versionsIn(text, web)).toEqual({ versions: {}, problems });
  });

  it.each<[string, string | null, ValuesProblem[]]>([
    ["no file", null, at(null, "The values file is not there")],
    ["a list", "\n- a\n", at(2, "The values file holds no keys")],
    ["a word", "hello", at(1, "The values file holds no keys")],
    ["a key twice", "a: 1\nlinq-web: {}\nlinq-web: {}\n", at(3, "linq-web stands here a second time")],
    ["a key twice, deep inside", "a:\n  b:\n    c: 1\n    c: 2\n", at(4, "c stands here a second time")],
    ["a tab", "linq-web:\n\timage: 1\n", at(2, "A tab stands here: indent with spaces")],
    [
      "a bracket that is not closed",
      "linq-web: { image: { tag: 2.4.0 }\nother: 1\n",
      at(2, "The indentation does not fit the lines above, or a bracket above is not closed"),
    ],
    [
      "a quote that is not closed",
      'linq-web:\n  image: "abc\n',
      at(3, "Something is missing here: a closing quote or bracket, a comma, or the colon after a key"),
    ],
    [
      "two keys on a line",
      "linq-web: image: 1\n",
      at(1, "A second key on this line: put the value in quotes, or the key on a line of its own"),
    ],
    [
      "a template that was not filled",
      "linq-web:\n  image: {{ .Values.tag }}\n  more: 1\n",
      at(2, "linq-web.image.tag is not there", "web"),
    ],
    [
      "a merge that failed",
      "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main\n",
      at(1, "A key must stand on one line and end with a colon"),
    ],
    ["an alias to nothing", "a: 1\nb: *nothing\n", at(2, "*nothing refers to nothing above it")],
    ["an alias to itself", "a: &a\n  b: *a\n", at(2, "*a stands inside what it refers to")],
    ["brackets without end", "[".repeat(100_000), at(1, "The file is nested too deeply")],
    ["lists without end", "- ".repeat(100_000), at(1, "The file is nested too deeply")],
    ["more than 1 MB", `a: "${"x".repeat(1_000_000)}"`, at(1, "The file is larger than 1 MB")],
  ])("the whole file cannot be read: %s", (_name, text, problems) => {
    expect(versionsIn(text, web)).toEqual({ versions: {}, problems });
  });

  it("refuses an alias bomb at the alias that goes too far", () => {
    const level = (name: string, below: string) => `${name}: &${name} [${Array(10).fill(`*${below}`).join(", ")}]`;
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x, x]",
      ...["b", "c", "d", "e", "f"].map((name, i) => level(name, "abcdef".charAt(i))),
    ];
    const [problem] = versionsIn(bomb.join("\n"), web).problems;
    expect(problem).toMatchObject({ service: null, line: 5 });
    expect(problem?.reason).toMatch(/repeat too much$/);
  });

  it.each([
    ["tens of thousands of keys", Array.from({ length: 50_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["commas without values", `[${",".repeat(100_000)}]`],
    ["anchors without values", `a: ${"&a ".repeat(100_000)}`],
    [
      "an anchor and an alias for each",
      `${Array.from({ length: 20_000 }, (_, i) => `k${i}: &a${i} 1`).join("\n")}\n${Array.from({ length: 20_000 }, (_, i) => `m${i}: *a${i}`).join("\n")}`,
    ],
  ])("gets through a hostile file with %s", (_name, text) => {
    expect(versionsIn(text, web).problems).toHaveLength(1);
  });

  it("reads every service of the shipped environments", () => {
    const services = [
      "linq-orchestrator",
      "linq-workcell-manager",
      "linq-scheduler",
      "linq-inventory",
      "linq-data-gateway",
      "linq-web",
    ];
    const wanted = services.map((name) => ({ name, version: [name, "image", "tag"] }));
    for (const environment of ["dev-env-1", "staging-env-1", "production-env-1"]) {
      const { versions, problems } = versionsIn(
        readFileSync(`environments/${environment}/values.yaml`, "utf8"),
        wanted,
      );
      expect(problems).toEqual([]);
      expect(Object.keys(versions)).toEqual(services);
    }
  });

  it("never throws, and never gives a version without a place in the text", () => {
    const piece = fc.constantFrom(
      "linq-web:",
      "\n",
      "  ",
      "image:",
      "tag:",
      " ",
      "1.10",
      '"',
      "'",
      "&a ",
      "*a",
      "{",
      "}",
      "[",
      "]",
      ",",
      "- ",
      "? ",
      "<<: ",
      "|",
      ">",
      "#",
      "!!int ",
      "---",
      "%YAML 1.1",
      "\t",
      "\r\n",
      "\0",
      "\ufeff",
      "é",
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join("")),
      fc.string({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const { versions, problems } = versionsIn(given, web);
        expect(Object.keys(versions).length + problems.length).toBeGreaterThan(0);
        for (const { line } of problems) expect(line).toBeLessThanOrEqual(given.split(/\r\n|\r|\n/).length);
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds a version wherever a file that is well written has it", () => {
    const key = fc
      .stringMatching(/^[a-z][a-z-]{0,8}$/)
      .filter((word) => !/^(y|n|yes|no|on|off|true|false|null)$/.test(word));
    const version = fc.stringMatching(/^v?[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(-rc\.[0-9])?$/);
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 6 }),
        version,
        fc.constantFrom("", '"', "'"),
        fc.constantFrom("\n", "\r\n"),
        (path, tag, quote, newline) => {
          const lines = path.map((name, depth) => `${"  ".repeat(depth)}${name}:`);
          const text = `${lines.join(`${newline}`)} ${quote}${tag}${quote} # now${newline}`;
          expect(versionsIn(text, [{ name: "web", version: path }])).toEqual({ versions: { web: tag }, problems: [] });
        },
      ),
    );
  });
});

describe("what is a fault of a values file", () => {
  it.each([
    ["a file that is not there", null, true],
    ["a file that is no YAML", "a: [", true],
    ["a number for a version", "linq-web: { image: { tag: 1.10 } }", true],
    ["a list for a version", "linq-web: { image: { tag: [1] } }", true],
    ["a service that it does not mention", "other: 1", false],
  ])("%s: %s", (_name, text, fault) => {
    expect(versionsIn(text, web).problems.map(isFault)).toEqual([fault]);
  });
});
