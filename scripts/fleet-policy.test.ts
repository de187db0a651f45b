import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readPipeline } from "@/lib/adapters/policy/read-pipeline";
import { FLEET_ENVIRONMENTS, withFleet } from "./fleet-policy.mjs";

const FILE = "environments/pipeline.yaml";

it.each([1, 3, FLEET_ENVIRONMENTS])(
  "the policy with %i environments of the fleet is one that Slipway takes",
  (count) => {
    const read = readPipeline(withFleet(readFileSync(FILE, "utf8"), count), FILE);
    expect(read.ok && read.pipeline.environments.length).toBe(3 + count);
  },
);

it.each([
  [5, FLEET_ENVIRONMENTS],
  [1, 2],
])("a fleet of %i environments that grows to %i has each once, fed by the one before", (first, then) => {
  const grown = withFleet(withFleet(readFileSync(FILE, "utf8"), first), then);
  const read = readPipeline(grown, FILE);
  const fleet = read.ok ? read.pipeline.environments.slice(3) : [];
  const names = Array.from({ length: then }, (_, index) => `fleet-${String(index + 1).padStart(2, "0")}`);
  expect(fleet.map((environment) => environment.name)).toEqual(names);
  expect(fleet.map((environment) => environment.from)).toEqual([null, ...names.slice(0, -1)]);
});

it.each([5, 3])("a policy with five environments of the fleet stays as it is when %i are wanted", (wanted) => {
  const policy = withFleet(readFileSync(FILE, "utf8"), 5);
  expect(withFleet(policy, wanted)).toBe(policy);
});
