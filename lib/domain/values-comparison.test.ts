import { describe, expect, it } from "vitest";
import { compareValues } from "./values-comparison";

const policy = {
  services: [
    { name: "linq-web", version: ["linq-web", "image", "tag"] },
    { name: "linq-scheduler", version: ["linq-scheduler", "image", "tag"] },
  ],
  expectedToDiffer: ["*.replicaCount", "*.resources.*", "*.config.DATABASE_HOST"],
};

function told(before: string, after: string) {
  const result = compareValues(before, after, policy);
  if (result.state !== "compared") throw new Error(result.reason);
  return result.differences.map(({ service, what, before, after, expected }) => [
    service,
    what,
    before,
    after,
    expected,
  ]);
}

describe("what two values files differ in", () => {
  it("is told by service, the unexpected first, versions apart", () => {
    const dev = `linq-web:\n  replicaCount: 1\n  image: { tag: "4.13.0" }\n  config: { LEVEL: debug, DATABASE_HOST: dev }\n`;
    const staging = `linq-web:\n  replicaCount: 6 # many\n  image: { tag: "4.12.0" }\n  config: { LEVEL: info, DATABASE_HOST: staging }\n`;
    expect(told(dev, staging)).toEqual([
      ["linq-web", "config.LEVEL", "debug", "info", null],
      ["linq-web", "replicas", "1", "6", "*.replicaCount"],
      ["linq-web", "config.DATABASE_HOST", "dev", "staging", "*.config.DATABASE_HOST"],
    ]);
  });

  it("a section of one side alone is told value by value, each as it is expected or not", () => {
    const after = "linq-scheduler:\n  resources:\n    limits: { cpu: 1, memory: 1Gi }\n  featureFlags: { a: true }\n";
    expect(told("linq-scheduler: {}\n", after)).toEqual([
      ["linq-scheduler", "featureFlags.a", null, "true", null],
      ["linq-scheduler", "resources.limits.cpu", null, "1", "*.resources.*"],
      ["linq-scheduler", "resources.limits.memory", null, "1Gi", "*.resources.*"],
    ]);
  });

  it("what is of no service is told with its whole place", () => {
    expect(told("global:\n  region: eu\n", "global:\n  region: us\n")).toEqual([
      [null, "global.region", "eu", "us", null],
    ]);
  });

  it.each([
    ["comments and order are no difference", "a: 1 # one\nb: 2\n", "b: 2\na: 1\n"],
    ["an empty section and none at all of values", "a:\n  b: [1, 2]\n", "a: { b: [1, 2] }\n"],
  ])("%s", (_, before, after) => {
    expect(told(before, after)).toEqual([]);
  });

  it("a file that cannot be read says why", () => {
    expect(compareValues("a: [", "a: 1", policy)).toMatchObject({ state: "unreadable" });
    expect(compareValues("a: 1", "a: 1\na: 2\n", policy)).toEqual({
      state: "unreadable",
      reason: "a stands here a second time (line 2)",
    });
  });
});
