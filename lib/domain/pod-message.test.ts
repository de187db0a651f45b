import { describe, expect, it } from "vitest";
import { podMessage } from "./pod-message";

const POD = "linq-scheduler-599dd58bc6-nrtjx_dev-env-1(af19cad1-8cbc-4ddf-b72b-dd97f30c871b)";

describe("the kubelet's message in plain words", () => {
  it.each([
    [
      `back-off 10s restarting failed container=linq-scheduler pod=${POD}`,
      "Its container ended; the next try is within 10 s.",
    ],
    [
      `back-off 1m20s restarting failed container=linq-scheduler pod=${POD}`,
      "Its container ended; the next try is within 1 min.",
    ],
    [
      `back-off 5m0s restarting failed container=linq-scheduler pod=${POD}`,
      "Its container ended; the next try is within 5 min.",
    ],
    [
      `Back-off restarting failed container linq-scheduler in pod ${POD}`,
      "Its container ended; it is started again and again.",
    ],
    [
      'Back-off pulling image "registry.linq.example/linq-orchestrator:2.9.0-nopull"',
      "The image registry.linq.example/linq-orchestrator:2.9.0-nopull cannot be pulled; it is tried again and again.",
    ],
    [
      'Failed to pull image "linq-web:1": rpc error: code = NotFound',
      "The image linq-web:1 cannot be pulled; it is tried again and again.",
    ],
    ['secret "linq-credentials" not found', 'secret "linq-credentials" not found'],
    ["", ""],
  ])("%s", (message, expected) => {
    expect(podMessage(message)).toBe(expected);
  });
});
