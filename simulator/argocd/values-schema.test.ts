import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "./json";
import { schemaFaults } from "./values-schema";

const charts = path.resolve(import.meta.dirname, "../../helm-charts");
const schemaOf = (chart: string) => readFileSync(path.join(charts, chart, "values.schema.json"), "utf8");
const good = { replicaCount: 1, image: { repository: "registry.linq.example/linq-web", tag: "4.12.0" } };

// The words on the right are those of Helm 3.19.4 for the same values.
const CASES: [string, JsonObject, string[]][] = [
  ["what is good", good, []],
  ["text for a number", { ...good, replicaCount: "two" }, ["at '/replicaCount': got string, want integer"]],
  ["too few", { ...good, replicaCount: -1 }, ["at '/replicaCount': minimum: got -1, want 0"]],
  ["too many", { ...good, replicaCount: 300 }, ["at '/replicaCount': maximum: got 300, want 100"]],
  [
    "a tag that YAML reads as a number",
    { ...good, image: { ...good.image, tag: 2.1 } },
    ["at '/image/tag': got number, want string"],
  ],
  ["an empty tag", { ...good, image: { ...good.image, tag: "" } }, ["at '/image/tag': minLength: got 0, want 1"]],
  ["no tag", { ...good, image: { repository: "r" } }, ["at '/image': missing property 'tag'"]],
  [
    "an unknown level",
    { ...good, logLevel: "verbose" },
    ["at '/logLevel': value must be one of 'debug', 'info', 'warn', 'error'"],
  ],
  ["a number in the configuration", { ...good, config: { A: 4 } }, ["at '/config/A': got number, want string"]],
];

describe("what the charts' schemas refuse", () => {
  it.each(CASES)("%s", (_name, values, faults) => {
    expect(schemaFaults(schemaOf("linq-web"), values)).toEqual(faults);
  });

  it("a service that the platform does not have", () => {
    const migration = { image: { repository: "r", tag: "1.0.0" } };
    expect(schemaFaults(schemaOf("linq-platform"), { migration, nonsense: 1 })).toEqual([
      "at '': additional properties 'nonsense' not allowed",
    ]);
  });

  it("everything, when the schema itself is broken", () => {
    expect(schemaFaults("{", good)).toEqual([expect.stringContaining("unable to validate schema")]);
  });

  it("without a schema, what no Deployment could be made of", () => {
    expect(schemaFaults(undefined, { image: { tag: "1" }, replicaCount: "many" })).toEqual([
      "at '/replicaCount': got string, want integer",
    ]);
  });
});
