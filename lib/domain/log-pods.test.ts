import { describe, expect, it } from "vitest";
import { choosePods, logPods } from "./log-pods";
import type { InsideNode } from "./observed-inside";
import { recordedTree, SERVICES } from "./recorded.test-support";

const services = [...SERVICES, "linq-web"].map((name) => ({ name, image: null }));
const inside = (tree: string): InsideNode[] =>
  recordedTree(tree).map((node) => ({ ...node, orphaned: false, urls: [], targets: [] }));

function pod(name: string, change: Partial<InsideNode> & { reason?: string; minute?: number } = {}): InsideNode {
  const { reason = "Running", minute = 0, ...rest } = change;
  return {
    group: "",
    version: "v1",
    kind: "Pod",
    namespace: "n",
    name,
    uid: null,
    parents: [{ kind: "ReplicaSet", group: "apps", namespace: "n", name: name.slice(0, -2), uid: null }],
    images: [],
    health: "Healthy",
    healthMessage: "",
    createdAt: new Date(Date.UTC(2026, 10, 24, 10, minute)),
    info: [
      { name: "Status Reason", value: reason },
      { name: "Containers", value: "1/1" },
    ],
    orphaned: false,
    urls: [],
    targets: [],
    ...rest,
  };
}

const named = (count: number) => Array.from({ length: count }, (_, index) => pod(`linq-web-${index}`));

describe("the pods that have a log", () => {
  it("are failing ones first, then those that run, the newest first, then those that have ended", () => {
    const pods = logPods(
      [
        pod("linq-web-a", { minute: 1 }),
        pod("linq-migrate-b", { reason: "Completed", minute: 9 }),
        pod("linq-web-c", { minute: 5 }),
        pod("linq-scheduler-d", { reason: "CrashLoopBackOff", health: "Degraded", minute: 0 }),
        pod("stray-e", { orphaned: true }),
        pod("linq-web", { kind: "Service" }),
      ],
      services,
    );
    expect(pods.map(({ name, state, words, service }) => [name, state, words, service])).toEqual([
      ["linq-scheduler-d", "failing", "Crash loop", "linq-scheduler"],
      ["linq-web-c", "running", "Running", "linq-web"],
      ["linq-web-a", "running", "Running", "linq-web"],
      ["linq-migrate-b", "ended", "Completed", null],
    ]);
  });

  it("are those that a real server tells of, each with its service and the number of its containers", () => {
    const [first] = logPods(inside("05-crash-dev/tree-crashing"), services);
    expect(first).toMatchObject({ service: "linq-scheduler", state: "failing", words: "Crash loop", containers: 1 });
  });
});

describe("the pods that are read", () => {
  it("are at most so many; what is left out is told", () => {
    const { read, leftOut, gone } = choosePods(logPods(named(13), services), { service: null, pods: [] });
    expect([read.length, leftOut.length, gone]).toEqual([10, 3, []]);
  });

  it("are those of the service, or those that are named, whether they have ended or not", () => {
    const pods = logPods([pod("linq-web-a"), pod("linq-scheduler-b"), pod("job-c", { reason: "Completed" })], services);
    const names = (asked: Parameters<typeof choosePods>[1]) => choosePods(pods, asked).read.map((one) => one.name);
    expect(names({ service: null, pods: [] })).toEqual(["linq-scheduler-b", "linq-web-a"]);
    expect(names({ service: "linq-web", pods: [] })).toEqual(["linq-web-a"]);
    expect(names({ service: "linq-web", pods: ["job-c"] })).toEqual(["job-c"]);
    expect(names({ service: "nobody", pods: [] })).toEqual([]);
    expect(choosePods(pods, { service: null, pods: ["linq-web-a", "linq-web-old"] }).gone).toEqual(["linq-web-old"]);
  });

  it("are those that have ended where nothing else is", () => {
    const pods = logPods([pod("job-c", { reason: "Completed" })], services);
    expect(choosePods(pods, { service: null, pods: [] }).read.map((one) => one.name)).toEqual(["job-c"]);
  });
});
