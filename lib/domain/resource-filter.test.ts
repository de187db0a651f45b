import { describe, expect, it } from "vitest";
import { podGroups } from "./pod-groups";
import { isWanted, withOwners } from "./resource-filter";
import { aRow } from "./resource-row.test-support";

const web = aRow("Deployment", "linq-web", { group: "apps", health: "Healthy", sync: "OutOfSync" });
const set = aRow("ReplicaSet", "linq-web-1", { under: web, health: "Healthy" });
const pod = (name: string, change = {}) =>
  aRow("Pod", name, { under: set, health: "Healthy", images: ["registry/linq-web:2.0.0"], node: "node-a", ...change });
const config = aRow("ConfigMap", "linq-web", { sync: "Synced" });
const rows = [web, set, pod("linq-web-1-a"), pod("linq-web-1-b", { tone: "failing", node: "node-b" }), config];

describe("what is looked for", () => {
  it.each([
    ["everything", {}, 5],
    ["a name", { q: "WEB-1" }, 3],
    ["a kind", { q: "deploy" }, 1],
    ["an image", { q: "2.0.0" }, 2],
    ["each of several words", { q: " pod  -b " }, 1],
    ["what is not there", { q: "nothing" }, 0],
    ["by kind", { kind: "Pod" }, 2],
    ["by health", { health: "Healthy" }, 4],
    ["by having none", { health: "none" }, 1],
    ["by sync", { sync: "OutOfSync" }, 1],
    ["by being of no comparison", { sync: "none", kind: "Pod" }, 2],
  ])("%s", (_, filter, count) => {
    const all = { q: "", kind: "", health: "", sync: "", ...filter };
    expect(rows.filter((row) => isWanted(row, all))).toHaveLength(count);
  });

  it("brings its owners along where it is to hang on something", () => {
    expect(withOwners(rows, (row) => row.name === "linq-web-1-b").map((row) => row.name)).toEqual([
      "linq-web",
      "linq-web-1",
      "linq-web-1-b",
    ]);
  });
});

describe("pods in groups", () => {
  it("by what made them at the very top, failing first", () => {
    expect(podGroups(rows, "service")).toMatchObject([
      { kind: "Deployment", title: "linq-web", tone: "failing", failing: 1, pods: [{ name: "linq-web-1-b" }, {}] },
    ]);
  });

  it("by machine, those without one apart, the one with a failing pod first", () => {
    const all = [...rows, pod("linq-web-1-c", { node: null })];
    expect(podGroups(all, "node").map((group) => [group.title, group.pods.length, group.failing])).toEqual([
      ["node-b", 1, 1],
      ["No node yet", 1, 0],
      ["node-a", 1, 0],
    ]);
  });

  it("a pod that nothing made stands for itself", () => {
    expect(podGroups([aRow("Pod", "alone")], "service")).toMatchObject([{ title: "alone", kind: "Pod" }]);
  });
});
