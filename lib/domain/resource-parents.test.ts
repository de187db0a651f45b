import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resourceKey, resourceOfKey } from "./resource-key";
import { parentsOf } from "./resource-parents";
import { aNode } from "./resource-row.test-support";

const ref = (name: string, uid: string | null = null) => ({ group: "", kind: "Thing", namespace: "dev", name, uid });
const node = (name: string, parents: ReturnType<typeof ref>[] = [], uid: string | null = null) =>
  aNode({ kind: "Thing", name, uid, parents });
const key = (name: string) => `/Thing/dev/${name}`;

describe("what made a resource", () => {
  it("is told by uid, and by name where one of them has none", () => {
    const parents = parentsOf([
      node("a", [], "uid-a"),
      node("b", [ref("another name", "uid-a")], "uid-b"),
      node("c", [ref("b")]),
      node("d", [ref("gone", "uid-gone"), ref("c", "")]),
    ]);
    expect([...parents]).toEqual([
      [key("a"), null],
      [key("b"), key("a")],
      [key("c"), key("b")],
      [key("d"), key("c")],
    ]);
  });

  it("is nothing for what stands alone, owns itself or names what is not there", () => {
    const parents = parentsOf([node("a", [ref("a")], "uid-a"), node("b", [ref("nobody")]), node("c")]);
    expect([...parents.values()]).toEqual([null, null, null]);
  });

  it("never goes round: from any resource, whoever it names, the way up ends", () => {
    const names = fc.integer({ min: 0, max: 12 });
    const nodes = fc.array(fc.record({ name: names, owners: fc.array(names, { maxLength: 3 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(nodes, (made) => {
        const parents = parentsOf(
          made.map(({ name, owners }) =>
            node(
              `n${name}`,
              owners.map((o) => ref(`n${o}`)),
            ),
          ),
        );
        for (const start of parents.keys()) {
          let steps = 0;
          for (let at: string | null = start; at !== null; at = parents.get(at) ?? null) {
            expect(parents.has(at)).toBe(true);
            expect(++steps).toBeLessThanOrEqual(parents.size);
          }
        }
      }),
    );
  });

  it("keeps every link that does not close a circle", () => {
    const parents = parentsOf([
      node("a", [ref("c")]),
      node("b", [ref("a")]),
      node("c", [ref("b")]),
      node("d", [ref("a")]),
    ]);
    expect([...parents.values()].filter((parent) => parent === null)).toHaveLength(1);
    expect(parents.get(key("d"))).toBe(key("a"));
  });
});

describe("a resource in an address", () => {
  it("comes back as it was, whatever its parts hold", () => {
    const part = fc.oneof(fc.string(), fc.constantFrom("a/b", "%2F", "%", "☃", "\u202E"));
    const whole = fc.record({
      group: part,
      kind: part.filter((text) => text !== ""),
      namespace: part,
      name: part.filter((text) => text !== ""),
    });
    fc.assert(
      fc.property(whole, (name) => {
        expect(resourceOfKey(resourceKey(name))).toEqual(name);
      }),
    );
  });

  it.each(["", "Pod", "a/b/c", "/Pod/dev/", "//dev/name", "a/b/c/d/e", "/Pod/dev/%zz"])("%j names nothing", (text) => {
    expect(resourceOfKey(text)).toBeNull();
  });
});
