import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMap, type Json, withKey } from "./json-value";
import { canonical, sameContent } from "./same-content";
import { type Leaf, type Step, structuralDiff } from "./structural-diff";

const steps = (leaf: Leaf) => leaf.path.map((step) => ("key" in step ? step.key : `[${step.item}]`)).join(".");
const told = (before: Json, after: Json) =>
  structuralDiff(before, after).map((leaf) => [steps(leaf), leaf.before, leaf.after] as const);

describe("where two documents differ", () => {
  it.each<[string, Json, Json, unknown[]]>([
    ["nowhere", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ["nowhere, in another order of keys", { a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }, []],
    ["in a value", { spec: { replicas: 4 } }, { spec: { replicas: 3 } }, [["spec.replicas", 4, 3]]],
    ["in what one side alone has", { a: 1 }, { a: 1, b: {} }, [["b", undefined, {}]]],
    ["in a list of plain values, as a whole", { args: ["a"] }, { args: ["a", "b"] }, [["args", ["a"], ["a", "b"]]]],
    [
      "in one container, by its name",
      { c: [{ name: "a", image: "x:1" }, { name: "b" }] },
      { c: [{ name: "new" }, { name: "a", image: "x:2" }, { name: "b" }] },
      [
        ["c.[a].image", "x:1", "x:2"],
        ["c.[new]", undefined, { name: "new" }],
      ],
    ],
    [
      "in the order alone",
      { c: [{ name: "a" }, { name: "b" }] },
      { c: [{ name: "b" }, { name: "a" }] },
      [["c", [{ name: "a" }, { name: "b" }], [{ name: "b" }, { name: "a" }]]],
    ],
    ["in a kind of value", { a: { b: 1 } }, { a: "b" }, [["a", { b: 1 }, "b"]]],
    ["in the second of nameless items", [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }], [["[2].a", 2, 3]]],
  ])("%s", (_, before, after, leaves) => {
    expect(told(before, after)).toEqual(leaves);
  });

  it("a key of every object's prototype is a key like another", () => {
    const before = JSON.parse('{"__proto__":1,"constructor":"a"}') as Json;
    expect(told(before, { constructor: "a" })).toEqual([["__proto__", 1, undefined]]);
    expect(told({}, { toString: 1 })).toEqual([["toString", undefined, 1]]);
  });

  const value = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Json>(1, 2, "a", "b", true, null),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("name", "a", "b"), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).tree;

  it("is found wherever it is: what is changed there makes the other document", () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        const leaves = structuralDiff(before, after);
        const changed = leaves.reduce<Json | undefined>((doc, leaf) => put(doc, leaf.path, leaf.after), before);
        expect(unordered(changed)).toEqual(unordered(after));
        expect(leaves.length === 0).toBe(sameContent(before, after));
      }),
      { numRuns: 2_000 },
    );
  });

  it("ends well at any depth", () => {
    const deep = (inner: Json): Json => Array.from({ length: 1_000 }).reduce<Json>((sum) => ({ a: sum }), inner);
    expect(structuralDiff(deep(1), deep(2))).toHaveLength(1);
    expect(structuralDiff(deep(1), deep(1))).toHaveLength(0);
  });
});

function put(doc: Json | undefined, [step, ...rest]: Step[], value: Json | undefined): Json | undefined {
  if (!step) return value;
  if ("key" in step) {
    const map = isMap(doc) ? doc : {};
    return withKey(map, step.key, put(map[step.key], rest, value));
  }
  const list = Array.isArray(doc) ? doc : [];
  const named = (item: Json) => isMap(item) && step.by !== null && String(item[step.by]) === step.item;
  const place = step.by === null ? Number(step.item) - 1 : list.findIndex(named);
  const item = put(place < 0 ? undefined : list[place], rest, value);
  if (place < 0) return item === undefined ? list : [...list, item];
  return item === undefined ? list.toSpliced(place, 1) : list.with(place, item);
}

/** Named items may stand in any order: that the order differs is told by a leaf of its own. */
function unordered(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(unordered(item))).sort();
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unordered(inner)]));
  return value;
}
