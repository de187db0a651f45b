import { expect, it } from "vitest";
import { compareBody } from "./compare-body";

const uid = "66fccc32-1418-4f48-b43d-e1213c8d6964";
const otherUid = "0d7a1f6c-52c1-4f0e-9a53-0b0f3f7a9c11";

it.each<[string, unknown, unknown]>([
  ["ids", { uid }, { uid: otherUid }],
  ["times of one form", { at: "2026-11-24T02:41:35Z" }, { at: "2027-01-02T00:00:00Z" }],
  ["generated names", { name: "linq-web-7ccd677bf7-dlfvd" }, { name: "linq-web-599dd58bc6-nrtjx" }],
  ["names of hooks", { name: "migrate-11a8481-presync-1795488081" }, { name: "migrate-e1c3f41-presync-1795488141" }],
  ["counters", { resourceVersion: "6306" }, { resourceVersion: "12" }],
  ["the order within a kind", [object("a"), object("b")], [object("b"), object("a")]],
])("takes %s for the same", (_what, recorded, replayed) => {
  expect(compareBody(recorded, replayed)).toEqual([]);
});

it.each<[string, unknown, unknown, string]>([
  ["another value", { a: { b: 1 } }, { a: { b: 2 } }, "$.a.b"],
  ["a member that is missing", { a: null }, {}, "$.a"],
  ["a member too many", {}, { a: false }, "$.a"],
  ["a time of another form", { at: "2026-11-24T02:41:35Z" }, { at: "2026-11-24T02:41:35.000Z" }, "$.at"],
  ["no time at all", { at: "2026-11-24T02:41:35Z" }, { at: null }, "$.at"],
  ["a number where a text was", { resourceVersion: "6306" }, { resourceVersion: 6306 }, "$.resourceVersion"],
  ["another word in a message", { message: `busy ${uid}` }, { message: `idle ${uid}` }, "$.message"],
  ["JSON within a text", { it: '{"a":{"b":1}}' }, { it: '{"a":{"b":2}}' }, "$.it→.a.b"],
  ["an object that is missing", [object("a"), object("b")], [object("a")], "$[/ConfigMap//b]"],
  ["an object too many", [], [object("a")], "$[/ConfigMap//a]"],
  ["another state of an object", [object("a", "Synced")], [object("a", "OutOfSync")], "$[/ConfigMap//a].status"],
  ["a longer list", [1], [1, 2], "$[1]"],
])("finds %s", (_what, recorded, replayed, path) => {
  expect(compareBody(recorded, replayed).map((difference) => difference.path)).toEqual([path]);
});

it("finds another order of kinds", () => {
  const [config, service] = [object("a"), { kind: "Service", name: "a" }];
  expect(compareBody([config, service], [service, config]).map(({ path }) => path)).toEqual(["$(order)"]);
});

it("pairs objects of one form with those that are most like them", () => {
  const job = (name: string, health: string) => ({ kind: "Job", name: `migrate-${name}-presync-1795488081`, health });
  const recorded = [job("1111111", "Healthy"), job("2222222", "Degraded")];
  expect(compareBody(recorded, [job("3333333", "Degraded"), job("4444444", "Healthy")])).toEqual([]);
  expect(compareBody(recorded, [job("3333333", "Healthy"), job("4444444", "Healthy")])).toHaveLength(1);
});

function object(name: string, status?: string): object {
  return { kind: "ConfigMap", name, ...(status ? { status } : {}) };
}
