import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCellOwners, type Hold } from "./cell-owners";

describe("who fills a row", () => {
  it("is the application that holds the service's resources, else the first by name, else nobody", () => {
    const told: string[] = [];
    const owners = createCellOwners((id) => told.push(id));
    const rows = (...holds: [string, Hold][]) => new Map(holds);
    expect([...owners.claim("a", rows(["web", 1], ["api", 1]))]).toEqual(["web", "api"]);
    expect([...owners.claim("b", rows(["web", 1], ["api", 2]))]).toEqual(["api"]);
    expect(told).toEqual(["a"]);
    expect([...owners.claim("b", rows(["web", 0], ["api", 0]))]).toEqual([]);
    expect(told).toEqual(["a", "a"]);
    owners.claim("a", rows());
    expect(owners.isFilled("web")).toBe(true);
    owners.claim("b", rows());
    expect(owners.isFilled("web")).toBe(false);
  });

  it("does not depend on who came first", () => {
    const claims = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom<Hold>(0, 1, 2)), {
      minLength: 1,
      selector: ([id]) => id,
    });
    fc.assert(
      fc.property(
        claims.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, other]) => {
          const [one, two] = [all, other].map((order) => {
            const owners = createCellOwners(() => {});
            for (const [id, hold] of order) owners.claim(id, new Map([["web", hold]]));
            return all.filter(([id, hold]) => owners.claim(id, new Map([["web", hold]])).has("web")).map(([id]) => id);
          });
          expect(one).toEqual(two);
          expect(one).toHaveLength(1);
        },
      ),
    );
  });

  it("is one at a time, and whoever loses or gains it is told", () => {
    const claims = fc.array(
      fc.tuple(
        fc.constantFrom("a", "b", "c"),
        fc.dictionary(fc.constantFrom("web", "api"), fc.constantFrom<Hold>(0, 1, 2), { noNullPrototype: true }),
      ),
    );
    fc.assert(
      fc.property(claims, (all) => {
        const filled = new Map<string, Set<string>>();
        const wanted = new Map<string, Map<string, Hold>>();
        const stale: string[] = [];
        const owners = createCellOwners((id) => stale.push(id));
        const claim = (id: string) => filled.set(id, owners.claim(id, wanted.get(id) ?? new Map()));
        for (const [id, rows] of all) {
          wanted.set(id, new Map(Object.entries(rows)));
          claim(id);
          for (let other = stale.shift(); other !== undefined; other = stale.shift()) claim(other);
          const rowsFilled = [...filled.values()].flatMap((set) => [...set]);
          expect(new Set(rowsFilled).size).toBe(rowsFilled.length);
          for (const row of ["web", "api"]) {
            const claimed = [...wanted.values()].some((map) => map.has(row));
            expect(rowsFilled.includes(row)).toBe(claimed);
          }
        }
      }),
    );
  });
});
