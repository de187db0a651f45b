import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readPipeline } from "@/lib/adapters/policy/read-pipeline";
import { FLEET_ENVIRONMENTS, withFleet } from "./fleet-policy";

it("the policy with the fleet's environments is one that Slipway takes", () => {
  const own = readFileSync("environments/pipeline.yaml", "utf8");
  const read = readPipeline(withFleet(own), "environments/pipeline.yaml");
  expect(read.ok && read.pipeline.environments.length).toBe(3 + FLEET_ENVIRONMENTS);
});
