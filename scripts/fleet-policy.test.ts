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
