import { describe, expect, it } from "vitest";
import { attentionOfEnvironment } from "./attention";

const staging = {
  name: "staging-env-1",
  short: "staging",
  applications: { missing: [] },
  policy: { differs: null },
  lastOperation: null,
};

describe("what an environment as a whole needs", () => {
  it("is nothing when all is well", () => {
    expect(attentionOfEnvironment({ ...staging, conditions: [] })).toEqual([]);
  });

  it("names the reason when the chart does not render, without the command around it", () => {
    const message =
      "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = failed to execute helm template command: failed running helm: `helm template . --name-template linq` failed exit status 1: Error: values don't meet the specifications of the schema(s) in the following chart(s):\nlinq-orchestrator:\n- at '/replicaCount': got string, want integer\n";
    expect(attentionOfEnvironment({ ...staging, conditions: [{ type: "ComparisonError", message }] })).toMatchObject([
      {
        tone: "attention",
        title: "Staging cannot be compared with Git:",
        detail:
          "values don't meet the specifications of the schema(s) in the following chart(s): linq-orchestrator: - at '/replicaCount': got string, want integer",
      },
    ]);
  });

  it.each([
    [["billing"], "Staging: billing cannot be compared with Git:"],
    [["billing", "mail"], "Staging: billing and mail cannot be compared with Git:"],
    [["billing", "mail", "search"], "Staging: billing and others cannot be compared with Git:"],
  ])("names the application where there are several: %j", (names, title) => {
    const conditions = names.map((application) => ({ type: "ComparisonError", message: "no chart", application }));
    const twice = conditions.concat({ type: "InvalidSpecError", message: "worse", application: "billing" });
    expect(attentionOfEnvironment({ ...staging, conditions: twice })).toMatchObject([{ title, detail: "no chart" }]);
  });

  it("gives any other reason whole", () => {
    const conditions = [{ type: "ComparisonError", message: "revision main not found" }];
    expect(attentionOfEnvironment({ ...staging, conditions })).toMatchObject([{ detail: "revision main not found" }]);
  });
});
