import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { podsOfService } from "./failing-pods";
import type { TreeNode } from "./observed";
import { recordedTree, SERVICES } from "./recorded.test-support";

const registry = (name: string) => `registry.linq.example/${name}`;
const recorded = (tree: string, name: string) =>
  podsOfService(recordedTree(tree), { name, image: registry(name) }, SERVICES);

type PodFacts = {
  name?: string;
  version?: string;
  reason?: string;
  health?: TreeNode["health"];
  containers?: string;
  restarts?: string;
  minute?: number;
  parent?: string;
  images?: string[];
};

function pod({
  name = "linq-web-abc",
  version = "2.4.0",
  reason = "Running",
  health = "Healthy",
  containers = "1/1",
  restarts,
  minute = 0,
  parent = "ReplicaSet",
  images = [`${registry("linq-web")}:${version}`],
}: PodFacts): TreeNode {
  const info = [
    { name: "Status Reason", value: reason },
    { name: "Containers", value: containers },
    ...(restarts === undefined ? [] : [{ name: "Restart Count", value: restarts }]),
  ];
  return {
    group: "",
    version: "v1",
    kind: "Pod",
    namespace: "n",
    name,
    uid: null,
    parents: [{ kind: parent, group: "", namespace: "n", name: "p", uid: null }],
    images,
    health,
    healthMessage: "",
    createdAt: new Date(Date.UTC(2026, 10, 24, 10, minute)),
    info,
  };
}

const web = { name: "linq-web", image: registry("linq-web") };
const crashing = { health: "Degraded", reason: "CrashLoopBackOff", containers: "0/1", restarts: "3" } as const;

describe("what the pods of a real Argo CD say", () => {
  it("names the crash loop while the application is still Progressing, and what still serves", () => {
    expect(recorded("05-crash-dev/tree-crashing", "linq-scheduler")).toEqual({
      running: ["3.1.0", "3.2.0-crash"],
      ready: { ready: 1, total: 2 },
      failing: [
        {
          pod: "linq-scheduler-599dd58bc6-nrtjx",
          version: "3.2.0-crash",
          reason: "Crash loop",
          message: "Its container ended; the next try is within 10 s.",
          restarts: 3,
          since: "2026-11-24T02:43:04.000Z",
        },
      ],
      stillServes: { version: "3.1.0", ready: 1, total: 1 },
    });
  });

  it("names an image that cannot be pulled", () => {
    const pods = recorded("09-sync-failures/tree-nopull", "linq-orchestrator");
    expect(pods.failing.map(({ version, reason, restarts }) => [version, reason, restarts])).toEqual([
      ["2.9.0-nopull", "Cannot be pulled", 0],
    ]);
    expect(pods.stillServes).toEqual({ version: "2.4.0", ready: 3, total: 3 });
  });

  it.each(SERVICES)("says nothing bad of %s beside a failed hook: hook pods are not the service's", (name) => {
    const pods = recorded("09-sync-failures/tree-hook-failed", name);
    expect(pods.failing).toEqual([]);
    expect(pods.running).toHaveLength(1);
  });

  it("takes the version from the pods below the workload, never from finished hooks", () => {
    const all = SERVICES.map((name) => recorded("04-deploy-dev/tree-after", name).running);
    expect(all).toEqual([["2.5.0"], ["1.9.0"], ["3.1.0"]]);
    expect(
      podsOfService(
        recordedTree("04-deploy-dev/tree-after"),
        { name: "linq-migrate", image: registry("linq-migrate") },
        SERVICES,
      ).running,
    ).toEqual([]);
  });

  it("tells services apart by name where the policy names no image", () => {
    const byName = SERVICES.map((name) =>
      podsOfService(recordedTree("05-crash-dev/tree-crashing"), { name, image: null }, SERVICES),
    );
    expect(byName.map(({ running }) => running)).toEqual([["2.5.0"], ["1.9.0"], ["3.1.0", "3.2.0-crash"]]);
    expect(byName.map(({ failing }) => failing.length)).toEqual([0, 0, 1]);
  });
});

describe("which pods fail, and how", () => {
  it.each<[string, PodFacts, string | null]>([
    ["runs", {}, null],
    ["starts", { reason: "ContainerCreating", health: "Progressing", containers: "0/1" }, null],
    ["waits for a node", { reason: "Pending", health: "Progressing", containers: "0/1" }, null],
    ["runs its init containers", { reason: "Init:0/2", health: "Progressing", containers: "0/1" }, null],
    ["is not ready yet", { reason: "NotReady", health: "Progressing", containers: "0/1" }, null],
    ["is being stopped", { reason: "Terminating", health: "Progressing", containers: "1/1" }, null],
    ["crashes again and again", crashing, "Crash loop"],
    ["crashed a moment ago", { reason: "Error", health: "Progressing", containers: "0/1" }, "Crashed"],
    ["crashed, by its exit code", { reason: "ExitCode:137", health: "Degraded", containers: "0/1" }, "Crashed"],
    ["crashed, by a signal", { reason: "Signal:9", health: "Progressing", containers: "0/1" }, "Crashed"],
    ["ran out of memory", { reason: "OOMKilled", health: "Progressing", containers: "0/1" }, "Out of memory"],
    [
      "lacks its ConfigMap",
      { reason: "CreateContainerConfigError", health: "Progressing", containers: "0/1" },
      "Configuration missing",
    ],
    [
      "has an init container that crashes",
      { reason: "Init:CrashLoopBackOff", health: "Progressing", containers: "0/1" },
      "Crash loop",
    ],
    [
      "has an init container that cannot be pulled",
      { reason: "Init:ImagePullBackOff", health: "Progressing", containers: "0/1" },
      "Cannot be pulled",
    ],
    ["is on a lost node", { reason: "Unknown", health: "Progressing", containers: "1/1" }, "Node is lost"],
    ["is Degraded without a reason", { reason: "", health: "Degraded", containers: "0/1" }, "Failing"],
    ["is Degraded though it runs", { reason: "Running", health: "Degraded", containers: "0/1" }, "Failing"],
    ["is Degraded in its init containers", { reason: "Init:1/2", health: "Degraded", containers: "0/1" }, "Failing"],
    [
      "is Degraded for a reason that nobody foresaw",
      { reason: "SomethingNew", health: "Degraded", containers: "0/1" },
      "SomethingNew",
    ],
    ["gives a hostile reason", { reason: "constructor", health: "Progressing" }, null],
  ])("one that %s", (_name, facts, reason) => {
    expect(podsOfService([pod(facts)], web, ["linq-web"]).failing.map((failing) => failing.reason)).toEqual(
      reason === null ? [] : [reason],
    );
  });

  it.each<[string, PodFacts[], { running: string[]; ready: [number, number] | null; failing: number }]>([
    [
      "a rollout half done",
      [pod0("2.4.0"), pod0("2.5.0", { reason: "ContainerCreating", containers: "0/1", health: "Progressing" })],
      { running: ["2.4.0", "2.5.0"], ready: [1, 2], failing: 0 },
    ],
    [
      "the old pod is being stopped",
      [pod0("2.4.0", { reason: "Terminating", health: "Progressing" }), pod0("2.5.0")],
      { running: ["2.4.0", "2.5.0"], ready: [1, 1], failing: 0 },
    ],
    [
      "an evicted pod's remains beside its successor",
      [pod0("2.4.0", { reason: "Evicted", health: "Degraded", containers: "0/1" }), pod0("2.5.0")],
      { running: ["2.5.0"], ready: [1, 1], failing: 0 },
    ],
    [
      "an evicted pod without a successor",
      [pod0("2.4.0", { reason: "Evicted", health: "Degraded", containers: "0/1" })],
      { running: ["2.4.0"], ready: [0, 1], failing: 1 },
    ],
    [
      "a hook pod without a Job, at its end",
      [pod0("2.4.0"), pod0("1.0.0", { reason: "Completed", containers: "0/1" })],
      { running: ["2.4.0"], ready: [1, 1], failing: 0 },
    ],
    [
      "a Job's pod",
      [pod0("2.4.0"), pod0("1.0.0", { reason: "Error", health: "Degraded", parent: "Job" })],
      { running: ["2.4.0"], ready: [1, 1], failing: 0 },
    ],
    ["no pod", [], { running: [], ready: null, failing: 0 }],
    [
      "an image by digest alone",
      [pod0("", { images: [`${registry("linq-web")}@sha256:abc`] })],
      { running: [], ready: [1, 1], failing: 0 },
    ],
    [
      "an image by tag and digest",
      [pod0("", { images: [`${registry("linq-web")}:2.4.0@sha256:abc`] })],
      { running: ["2.4.0"], ready: [1, 1], failing: 0 },
    ],
    [
      "a sidecar beside it",
      [pod0("", { images: ["proxy:1.0", `${registry("linq-web")}:2.4.0`] })],
      { running: ["2.4.0"], ready: [1, 1], failing: 0 },
    ],
  ])("%s", (_name, facts, { running, ready, failing }) => {
    const said = podsOfService(facts.map(pod), web, ["linq-web"]);
    expect([said.running, said.ready && [said.ready.ready, said.ready.total], said.failing.length]).toEqual([
      running,
      ready,
      failing,
    ]);
  });

  it("says that nothing serves, when nothing does, and what serves of the same version, when only some of it fails", () => {
    const serves = (...facts: PodFacts[]) => podsOfService(facts.map(pod), web, ["linq-web"]).stillServes;
    expect(serves({ version: "2.5.0", ...crashing })).toBeNull();
    expect(serves({ version: "2.5.0", ...crashing }, { version: "2.5.0" })).toEqual({
      version: "2.5.0",
      ready: 1,
      total: 2,
    });
    expect(serves({ version: "2.5.0", ...crashing }, { version: "2.4.0", reason: "Terminating" })).toBeNull();
    expect(serves({ version: "2.5.0" })).toBeNull();
  });

  it("in an application of its own, has all pods and finds its version beside sidecars", () => {
    const images = ["envoy:1.30", "example.org/team/billing:7.1.0"];
    const said = podsOfService([pod({ name: "other-name-1", images })], { name: "billing", image: null }, ["billing"]);
    expect(said.running).toEqual(["7.1.0"]);
  });

  it.each([
    ["3", 3],
    ["", 0],
    ["many", 0],
    ["-1", 0],
    ["1e999", 0],
    ["1.5", 0],
    [undefined, 0],
  ])("reads a restart count of %s as %i", (restarts, count) => {
    const facts = restarts === undefined ? { ...crashing, restarts: "" } : { ...crashing, restarts };
    expect(podsOfService([pod(facts)], web, ["linq-web"]).failing[0]?.restarts).toBe(count);
  });

  it("counts no pod twice and never more ready than there are, whatever the pods", () => {
    const any = fc.record({
      version: fc.constantFrom("1", "2", "3"),
      reason: fc.constantFrom(
        "Running",
        "CrashLoopBackOff",
        "Terminating",
        "Evicted",
        "Completed",
        "Pending",
        "Init:Error",
      ),
      health: fc.constantFrom<TreeNode["health"]>("Healthy", "Degraded", "Progressing", null),
      containers: fc.constantFrom("1/1", "0/1", "1/2", "", "x"),
      minute: fc.nat(50),
      parent: fc.constantFrom("ReplicaSet", "Job"),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (facts) => {
        const nodes = facts.map((one, index) => pod({ ...one, name: `p${index}` }));
        const said = podsOfService(nodes, web, ["linq-web"]);
        expect(new Set(said.running).size).toBe(said.running.length);
        expect(new Set(said.failing.map((one) => one.pod)).size).toBe(said.failing.length);
        if (said.ready) expect(said.ready.ready).toBeLessThanOrEqual(said.ready.total);
        if (said.stillServes) expect(said.stillServes.ready).toBeGreaterThan(0);
        if (said.failing.length === 0) expect(said.stillServes).toBeNull();
      }),
    );
  });
});

function pod0(version: string, more: PodFacts = {}): PodFacts {
  return { version, ...more };
}
