import { describe, expect, it } from "vitest";
import { manifestFacts } from "./manifest-facts";
import { manifestText } from "./manifest-text";

const facts = (object: unknown) => manifestFacts(JSON.stringify(object));

describe("what a manifest says of its object", () => {
  it.each([
    ["Available", "True", "fine"],
    ["Available", "False", "attention"],
    ["Progressing", "Unknown", "unknown"],
    ["ReplicaFailure", "True", "attention"],
    ["Failed", "False", "fine"],
    ["MemoryPressure", "True", "attention"],
    ["DisruptionTarget", "True", "attention"],
    ["Complete", "True", "fine"],
  ])("condition %s %s is %s", (type, status, tone) => {
    expect(facts({ status: { conditions: [{ type, status }] } }).conditions[0]?.tone).toBe(tone);
  });

  it("reads the containers of a pod and of what makes pods, those that begin first", () => {
    const spec = { initContainers: [{ name: "init", image: "i:1" }], containers: [{ name: "web", image: "w:2" }] };
    const names = [
      { name: "init", image: "i:1", init: true, restarts: 0, state: "" },
      { name: "web", image: "w:2", init: false, restarts: 0, state: "" },
    ];
    expect(facts({ spec }).containers).toEqual(names);
    expect(facts({ spec: { template: { spec } } }).containers).toEqual(names);
  });

  it.each([
    ["no JSON", "<html>"],
    ["nothing", "null"],
    ["a list", "[1,2]"],
    ["fields of other kinds", '{"status":{"conditions":{"a":1}},"spec":{"containers":"x"},"metadata":{"labels":7}}'],
    ["items of other kinds", '{"status":{"conditions":[null,1,"x",[]]},"spec":{"containers":[null]}}'],
    [
      "names of every object",
      '{"__proto__":{"status":1},"constructor":{"x":1},"metadata":{"labels":{"__proto__":"x"}}}',
    ],
  ])("says nothing for %s, and does not fail", (_, text) => {
    const { containers, conditions } = manifestFacts(text);
    expect(containers).toEqual([]);
    expect(conditions.every((condition) => condition.type === "")).toBe(true);
  });

  it("is bounded, whatever the manifest holds", () => {
    const condition = { type: "x".repeat(1_000_000), message: "y".repeat(1_000_000), status: "True" };
    const read = facts({ status: { conditions: Array.from({ length: 500 }, () => condition).slice(0, 60) } });
    expect(JSON.stringify(read).length).toBeLessThan(100_000);
  });
});

describe("a manifest to read", () => {
  const managed = { metadata: { name: "web", managedFields: [{ manager: "kubectl" }] }, data: { a: "1\n2\n" } };
  it("is YAML, without who set which field unless that is asked for", () => {
    expect(manifestText(JSON.stringify(managed), false)).toEqual({
      text: "metadata:\n  name: web\ndata:\n  a: |\n    1\n    2\n",
      language: "yaml",
    });
    expect(manifestText(JSON.stringify(managed), true).text).toContain("manager: kubectl");
  });

  it("is JSON where it is very long: what 5 MB would take as YAML nobody waits for", () => {
    const long = { data: Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`key-${i}`, "x".repeat(1_000)])) };
    const read = manifestText(JSON.stringify(long), false);
    expect(read.language).toBe("json");
    expect(read.text).toContain('\n    "key-4999": ');
  });

  it.each(["<html>not a manifest</html>", "[".repeat(100_000) + "]".repeat(100_000), ""])(
    "is the text itself where nothing can be read of it",
    (text) => {
      expect(manifestText(text, false)).toEqual({ text, language: "text" });
    },
  );
});
