import { describe, expect, it } from "vitest";
import type { ObservedResource } from "./observed";
import type { InsideNode } from "./observed-inside";
import { aNode, aPod, ownedBy } from "./resource-row.test-support";
import { resourceRows } from "./resource-rows";

const compared = (kind: string, name: string, change: Partial<ObservedResource> = {}): ObservedResource => ({
  group: kind === "Deployment" ? "apps" : "",
  version: "v1",
  kind,
  namespace: "dev",
  name,
  sync: "Synced",
  health: null,
  healthMessage: "",
  hook: false,
  requiresPruning: false,
  ...change,
});

describe("how a resource stands, in words", () => {
  const ready = ["Containers", "1/1"];
  it.each<[string, InsideNode, string]>([
    ["a running pod", aPod("web-1", "Running", {}, [ready]), "Running"],
    ["one that is not ready", aPod("web-1", "Running", {}, [["Containers", "1/2"]]), "Running, 1 of 2 ready"],
    ["one that restarted", aPod("web-1", "Running", {}, [ready, ["Restart Count", "1"]]), "Running, 1 restart"],
    [
      "a crash loop",
      aPod("web-1", "CrashLoopBackOff", { health: "Degraded" }, [["Restart Count", "4"]]),
      "Crash loop, 4 restarts",
    ],
    ["no image", aPod("web-1", "ImagePullBackOff", { health: "Degraded" }), "Cannot be pulled"],
    ["a pod that starts", aPod("web-1", "ContainerCreating", { health: "Progressing" }), "Starting"],
    ["its init containers", aPod("web-1", "Init:0/2", { health: "Progressing" }), "Starting"],
    ["a pod that waits", aPod("web-1", "Pending", { health: "Progressing" }), "Waiting to start"],
    ["a pod that ends", aPod("web-1", "Terminating"), "Ending"],
    ["a job's pod", aPod("migrate-1", "Completed"), "Ended well"],
    ["a reason nobody knows", aPod("web-1", "<b>Odd</b>", { health: "Healthy" }), "<b>Odd</b>"],
    ["a reason without end", aPod("web-1", "x".repeat(5_000), { health: "Healthy" }), `X${"x".repeat(59)}`],
    ["a pod of which nothing is told", aPod("web-1", "", { health: null }), ""],
    ["a missing resource", aNode({ kind: "Deployment", name: "web", health: "Missing" }), "Not in the cluster"],
    ["a Service without pods", aNode({ kind: "Service", name: "web" }), "Leads to no pod"],
    ["an orphan", aNode({ kind: "ConfigMap", name: "left", health: null, orphaned: true }), "Of no Application"],
    ["a secret", aNode({ kind: "Secret", name: "keys", health: null }), "Values hidden"],
    ["a hook's job", aNode({ kind: "Job", group: "batch", name: "migrate" }), "Healthy"],
  ])("%s", (_, node, words) => {
    expect(resourceRows([node], []).map((row) => row.words)).toEqual([words]);
  });

  it.each<[string, Partial<ObservedResource>, string, string]>([
    ["as in Git", {}, "Synced", "fine"],
    ["differing", { sync: "OutOfSync" }, "Out of sync", "attention"],
    ["gone from Git", { sync: "OutOfSync", requiresPruning: true }, "Not in Git any more", "attention"],
    ["not to be compared", { sync: "Unknown", requiresPruning: true }, "Sync not known", "unknown"],
    ["a hook", { sync: null, hook: true }, "Hook", "fine"],
  ])("compared to Git: %s", (_, change, words, tone) => {
    const [row] = resourceRows(
      [aNode({ kind: "ConfigMap", name: "web", health: null })],
      [compared("ConfigMap", "web", change)],
    );
    expect(row).toMatchObject({ words, tone });
  });
});

describe("a rollout that crashes", () => {
  const deployment = aNode({ group: "apps", kind: "Deployment", name: "web", health: "Progressing", uid: "d" });
  const sets = ["old", "new", "older"].map((name) =>
    aNode({ group: "apps", kind: "ReplicaSet", name, uid: name, parents: [ownedBy(deployment)] }),
  );
  const [old, next] = sets as [InsideNode, InsideNode];
  const pod = (name: string, reason: string, tag: string, change: Partial<InsideNode>) =>
    aPod(name, reason, { images: ["proxy:9.9", `registry:5000/linq/web:${tag}`], ...change }, [
      ["Containers", reason === "Running" ? "2/2" : "1/2"],
      ["Node", "node-a"],
    ]);
  const rows = resourceRows(
    [
      deployment,
      ...sets,
      pod("web-new-1", "CrashLoopBackOff", "2.0.0", {
        parents: [ownedBy(next)],
        health: "Degraded",
        healthMessage: 'Back-off pulling image "web"',
        createdAt: new Date("2026-11-24T12:00:00Z"),
      }),
      pod("web-old-1", "Running", "1.0.0", { parents: [ownedBy(old)], createdAt: new Date("2026-11-20T12:00:00Z") }),
    ],
    [compared("Deployment", "web"), compared("ConfigMap", "unseen", { sync: "OutOfSync" })],
  );

  it("shows the pod that fails before anything else, then what is moving or differs", () => {
    expect(rows.map((row) => [row.name, row.tone])).toEqual([
      ["web-new-1", "failing"],
      ["unseen", "attention"],
      ["web", "moving"],
      ["web-old-1", "fine"],
      ["new", "fine"],
      ["old", "fine"],
      ["older", "fine"],
    ]);
  });

  it("counts pods and versions for what made them, the older version first", () => {
    const row = (name: string) => rows.find((one) => one.name === name);
    expect(row("web")).toMatchObject({ words: "1 of 2 ready, synced", versions: ["1.0.0", "2.0.0"], parent: null });
    expect(row("older")).toMatchObject({ words: "No pods", versions: [], parent: "apps/Deployment/dev/web" });
    expect(row("web-new-1")).toMatchObject({
      parent: "apps/ReplicaSet/dev/new",
      versions: ["2.0.0"],
      node: "node-a",
      message: "The image web cannot be pulled; it is tried again and again.",
    });
  });
});
