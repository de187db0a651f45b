import { describe, expect, it } from "vitest";
import { podContainers } from "./log-containers";

const pod = (spec: object, annotations = {}) => JSON.stringify({ metadata: { annotations }, spec });

describe("the containers of a pod", () => {
  it("are its own, then those that prepare it; the first is the usual one unless the pod says another", () => {
    const spec = { containers: [{ name: "app" }, { name: "proxy" }], initContainers: [{ name: "migrate" }] };
    expect(podContainers(pod(spec))).toEqual({
      containers: [
        { name: "app", init: false },
        { name: "proxy", init: false },
        { name: "migrate", init: true },
      ],
      usual: "app",
    });
    const usual = (name: string) => podContainers(pod(spec, { "kubectl.kubernetes.io/default-container": name })).usual;
    expect([usual("proxy"), usual("nope")]).toEqual(["proxy", "app"]);
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"spec":3}',
    '{"spec":{"containers":{}}}',
    '{"spec":{"containers":[null,{"name":7}]}}',
  ])("are none in %s", (manifest) => {
    expect(podContainers(manifest)).toEqual({ containers: [], usual: null });
  });
});
