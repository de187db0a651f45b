import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Json } from "./json-value";
import { manifestYaml } from "./manifest-yaml";

describe("a manifest as YAML", () => {
  it("reads as people write it", () => {
    const manifest = {
      apiVersion: "apps/v1",
      metadata: { labels: { app: "web", version: "2.4.0", on: "yes" } },
      data: { "app.conf": "one: 1\n\ntwo: 2\n", empty: "", port: "8080" },
      spec: {
        containers: [
          { args: ["--a", "b"], name: "web" },
          { name: "log", env: [] },
        ],
        replicas: 3,
      },
    };
    expect(manifestYaml(manifest)).toBe(`apiVersion: apps/v1
metadata:
  labels:
    app: web
    version: "2.4.0"
    "on": "yes"
data:
  app.conf: |
    one: 1

    two: 2
  empty: ""
  port: "8080"
spec:
  containers:
    - name: web
      args:
        - "--a"
        - b
    - name: log
      env: []
  replicas: 3
`);
  });

  it("says what the document says, whatever is in it", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "a\nb",
        "a\n",
        "a\n\n",
        " a\nb",
        "a \nb",
        "a\n b\n",
        "\n",
        "\na",
        "a\r\nb",
        "a\tb\nc",
        "- a",
        "a: b",
        "1",
        "0x1",
        "null",
        "=",
        "<<",
        "a #b",
        "a:",
        "---",
        "...",
        "1e3",
        ".5",
        "2001-01-01",
        "12:30",
      ),
    );
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(text, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(parse(manifestYaml(value), { uniqueKeys: false })).toEqual(value);
      }),
      { numRuns: 2_000 },
    );
  });
});
